import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { RequestFacets, RequestRow, RequestsAnswer } from "../../api/contract/requests.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { makeClip, startWebStack, type WebStack } from "../support/web-stack.ts";

let stack: WebStack;
let session: BrowserSession;
let refused: RequestRow;
let all: readonly RequestRow[];
/** What was opened, for closing in reverse even when a later start failed. */
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  stack = await startWebStack();
  opened.push(stack);
  await makeClip(stack.client({ "Reelmeter-Feature": "remix", "Reelmeter-User": "u_1" }));
  const { body } = await stack.server.api("POST", "/api/v1/keys", {
    name: "narrow",
    models: ["sora-2-pro"],
  });
  const narrow = new OpenAI({
    baseURL: `${stack.server.url}/proxy/openai/v1`,
    apiKey: String((body as { key: string }).key),
    maxRetries: 0,
  });
  await expect(narrow.videos.create({ model: "sora-2", prompt: "x" })).rejects.toThrow("403");
  session = await openBrowser(stack.server.url);
  opened.push(session);
  await vi.waitFor(
    async () => {
      all = (await get<RequestsAnswer>("requests?limit=200")).data;
      const found = all.find(({ status }) => status === 403);
      const routes = all.map(({ route }) => route);
      expect(routes).toContain("/v1/videos/{id}/content");
      if (found === undefined) throw new Error("the refusal is not there yet");
      refused = found;
    },
    { timeout: 30_000, interval: 250 },
  );
});
afterAll(async () => {
  for (const part of opened.toReversed()) await part.close();
});

async function get<Answer>(path: string): Promise<Answer> {
  const { status, body } = await stack.server.api("GET", `/api/v1/${path}`);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as Answer;
}

async function visit(path: string, options: Parameters<BrowserSession["open"]>[0] = {}) {
  const visited = await session.open({ ...options, cookie: stack.session });
  await visited.page.goto(path);
  return visited;
}

const rowsOf = (page: Page, caption: string) =>
  page.getByRole("table", { name: caption }).locator("tbody tr");
const LEDGER = "Requests in this period, newest first";
const SIBLINGS = "Requests of the same generation";

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

describe("the ledger of requests", () => {
  it("counts as the API does, narrows in the address, and says why a call was refused and where to mend it", async () => {
    const { page, faults } = await visit("/requests?range=24h");
    const rows = rowsOf(page, LEDGER);
    await rows.first().waitFor();
    await expect.poll(() => rows.count()).toBe(all.length);
    const { data } = await get<RequestFacets>("requests/facets?by=status_class");
    const answered = data.find(({ value }) => value === "2xx")?.requests;
    await page.getByRole("button", { name: `All ${all.length}` }).waitFor();
    await page.getByRole("button", { name: `Answered ${answered}` }).waitFor();

    await page.getByRole("button", { name: "Refused 1" }).press("Enter");
    await page.waitForURL("**status=4xx**");
    await expect.poll(() => rows.count()).toBe(1);
    expect(await rows.textContent()).toContain("403model not allowed");
    await rows.getByRole("link", { name: /^Open the request/ }).press("Enter");
    expect(await page.getByTestId("said").textContent()).toBe(
      "Refused with 403 before the upstream was called: model not allowed.",
    );
    await page.getByText(refused.id, { exact: true }).waitFor();
    await page.getByText("It made no generation").waitFor();
    await page.getByText("narrow", { exact: true }).waitFor();
    await page.getByRole("main").getByRole("link", { name: "Open Keys" }).press("Enter");
    await page.getByRole("heading", { level: 1, name: "Keys" }).waitFor();
    await page.goBack();
    await page.goBack();
    await expect.poll(() => rows.count()).toBe(1);
    expect(faults).toEqual([]);
  });

  it("is narrowed by counted values and an id from the keyboard, and leads to the clip and its other requests", async () => {
    const { page, faults } = await visit("/requests");
    const rows = rowsOf(page, LEDGER);
    const fetched = all.filter(({ route }) => route === "/v1/videos/{id}/content");
    await page.getByRole("button", { name: "Call", exact: true }).press("Enter");
    await page
      .getByRole("menuitemcheckbox", { name: `/v1/videos/{id}/content ${fetched.length}` })
      .press("Enter");
    await page.keyboard.press("Escape");
    await page.waitForURL("**route=**");
    await expect.poll(() => rows.count()).toBe(fetched.length);
    await page.getByRole("button", { name: "Clear filters" }).press("Enter");
    await expect.poll(() => rows.count()).toBe(all.length);

    const clip = fetched[0]?.generation_id ?? "";
    const siblings = all.filter((row) => row.generation_id === clip);
    await page.keyboard.press("/");
    await page.keyboard.type(clip);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**q=${clip}**`);
    await expect.poll(() => rows.count()).toBe(siblings.length);
    await rows
      .first()
      .getByRole("link", { name: /^Open the request/ })
      .press("Enter");
    const others = rowsOf(page, SIBLINGS);
    await others.first().waitFor();
    await expect.poll(() => others.count()).toBe(siblings.length);
    expect(await others.filter({ hasText: "this one" }).count()).toBe(1);
    await page.getByRole("link", { name: clip }).press("Enter");
    await page.getByRole("heading", { level: 1, name: "Generation" }).waitFor();
    expect(faults).toEqual([]);
  });

  it("is found by an id in the palette", async () => {
    const { page } = await visit("/requests");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill(refused.id);
    await page.getByRole("option", { name: refused.id }).click();
    expect(await page.getByTestId("said").textContent()).toContain("model not allowed");
  });

  it.each([
    { theme: "light", locale: "en-US" },
    { theme: "dark", locale: "fr-FR" },
  ] as const)("passes axe and fits in 320 px: $theme, $locale", async ({ theme, locale }) => {
    const { page } = await visit("/requests", { width: 320, theme, locale });
    await page.locator("tbody tr").first().waitFor();
    await expectAccessible(page);
    const served = all.find(({ generation_id: clip }) => clip !== null);
    await page.goto(`/requests/${served?.id}`);
    await page.getByTestId("said").waitFor();
    await page.locator("tbody tr").first().waitFor();
    await expectAccessible(page);
  });
});
