import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GenerationsAnswer } from "../../api/contract/generations.ts";
import { createSimulator } from "../../simulator/create-simulator.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { readEvents } from "../support/event-reader.ts";
import { startServer } from "../support/running-server.ts";
import { makeClip, startWebStack, type WebStack } from "../support/web-stack.ts";

const NEVER_MS = 3_600_000;
const RESTART_MS = 60_000;
/** More than three heartbeats. */
const SILENT_MS = 16_000;

let stack: WebStack;
let session: BrowserSession;
let key: string;
/** What was opened, for closing in reverse even when a later start failed. */
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  stack = await startWebStack();
  opened.push(stack);
  const endless = createSimulator({ queueMs: 20, generationMs: NEVER_MS, seed: 7 });
  opened.push(endless);
  const { url } = await endless.listen();
  await post("upstreams", {
    slug: "endless",
    provider: "openai",
    base_url: `${url}/v1`,
    credential: "simulator",
    allow_private: true,
  });
  key = String((await post("keys", { name: "endless" }))["key"]);
  session = await openBrowser(stack.server.url);
  opened.push(session);
  await makeClip(stack.client({ "Reelmeter-Feature": "remix", "Reelmeter-User": "u_done" }));
  await beginClip("create");
  await beginClip("extend");
});
afterAll(async () => {
  for (const part of opened.toReversed()) await part.close();
});

async function post(path: string, body: unknown): Promise<Record<string, unknown>> {
  const answer = await stack.server.api("POST", `/api/v1/${path}`, body);
  expect(answer.status).toBe(201);
  return answer.body as Record<string, unknown>;
}

/** A clip that is not done before the test is. */
async function beginClip(feature: string): Promise<void> {
  const client = new OpenAI({
    baseURL: `${stack.server.url}/proxy/endless/v1`,
    apiKey: key,
    defaultHeaders: { "Reelmeter-Feature": feature, "Reelmeter-User": "u_waits" },
    maxRetries: 0,
  });
  await client.videos.create({ model: "sora-2", prompt: `A boat for ${feature}`, seconds: "4" });
}

async function generations(): Promise<GenerationsAnswer["data"]> {
  const { body } = await stack.server.api("GET", "/api/v1/generations");
  return (body as GenerationsAnswer).data;
}

/** What the stream's first frame says. */
async function frame() {
  const url = `${stack.server.url}/api/v1/live?seconds=0`;
  const headers = { authorization: `Bearer ${stack.server.adminToken}` };
  const events = readEvents(await fetch(url, { headers }));
  const told = await events.next();
  await events.close();
  if (told === null) throw new Error("the stream ended before it told anything");
  return told;
}

async function visit(path: string, options: Parameters<BrowserSession["open"]>[0] = {}) {
  const visited = await session.open({ ...options, cookie: stack.session });
  await visited.page.goto(path);
  await visited.page.getByTestId("verdict").waitFor();
  return visited;
}

const rowsOf = (page: Page, caption: RegExp) =>
  page.getByRole("table", { name: caption }).locator("tbody tr");
const IN_FLIGHT = /^Jobs in flight/;

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  // Where nothing scrolls, the room kept for the scroll bar makes it negative.
  expect(overflow).toBeLessThanOrEqual(0);
}

describe("the page Live", () => {
  it("shows what the stream tells, stands still when asked, takes in what is new, and leads to the clip", async () => {
    const { page, faults } = await visit("/live");
    const { in_flight: inFlight, held } = await frame();
    expect([inFlight, held]).toEqual([2, [{ currency: "USD", amount: "0.800000000" }]]);
    expect(await page.getByTestId("verdict").textContent()).toBe(
      "2 jobs are running now, $0.80 is set aside.",
    );
    const rows = rowsOf(page, IN_FLIGHT);
    await expect.poll(() => rows.count()).toBe(2);
    await page.keyboard.press("l");
    await beginClip("storyboard");
    await page.getByRole("button", { name: "1 new job" }).waitFor();
    expect(await rows.count()).toBe(2);
    await page.getByRole("button", { name: "1 new job" }).press("Enter");
    await expect.poll(() => rows.count()).toBe(3);
    await page.getByRole("button", { name: "Go on" }).press("Enter");
    expect(await rows.first().textContent()).toContain("storyboard");

    await page.getByRole("button", { name: "Ended 1" }).press("Enter");
    await page.waitForURL("**/live?show=ended");
    const ended = rowsOf(page, /^Jobs that ended/);
    await expect.poll(() => ended.count()).toBe(1);
    const done = (await generations()).find(({ user }) => user === "u_done");
    expect(done?.cost.amount).toBe("0.400000000");
    expect(await ended.textContent()).toMatch(/succeeded.*u_done.*\$0\.40/);
    await ended.getByRole("link", { name: /^Open the generation/ }).press("Enter");
    await page.getByText(done?.id ?? "", { exact: true }).waitFor();
    await page.goBack();
    await ended.waitFor();
    expect(faults).toEqual([]);
  });

  it.each([
    { theme: "light", locale: "en-US" },
    { theme: "dark", locale: "fr-FR" },
  ] as const)("passes axe and fits in 320 px: $theme, $locale", async ({ theme, locale }) => {
    const { page } = await visit("/live", { width: 320, theme, locale });
    await page.locator("tbody tr").first().waitFor();
    await expectAccessible(page);
  });

  it("takes a connection on which nothing is said for dead, and goes on when the server speaks again", async () => {
    const { page } = await session.open({ cookie: stack.session });
    await page.clock.install();
    await page.goto("/live");
    const rows = rowsOf(page, IN_FLIGHT);
    await rows.first().waitFor();
    const sentence = page.getByText(/^The connection is lost/);
    process.kill(stack.server.pid, "SIGSTOP");
    try {
      await page.clock.fastForward(SILENT_MS);
      await sentence.waitFor();
      const age = await rows.first().innerText();
      await page.clock.fastForward(SILENT_MS);
      expect(await rows.first().innerText()).toBe(age);
    } finally {
      process.kill(stack.server.pid, "SIGCONT");
    }
    await sentence.waitFor({ state: "detached" });
    await page.getByText("Live", { exact: true }).last().waitFor();
  });

  it(
    "says that the connection is lost, and goes on by itself when the server is back",
    async () => {
      const { page } = await visit("/live");
      const rows = rowsOf(page, IN_FLIGHT);
      const before = await rows.count();
      await stack.server.kill();
      const sentence = page.getByText(/^The connection is lost/);
      await sentence.waitFor();
      expect(await rows.count()).toBe(before);
      const { dataDir, url } = stack.server;
      const again = await startServer({ dataDir, env: { PORT: new URL(url).port } });
      opened.push({ close: () => again.kill() });
      await sentence.waitFor({ state: "detached" });
      await page.getByText("Live", { exact: true }).last().waitFor();
      await expect.poll(() => rows.count()).toBe(before);
    },
    RESTART_MS,
  );
});
