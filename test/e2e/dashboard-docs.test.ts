import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GenerationsAnswer } from "../../api/contract/generations.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { startWebStack, type WebStack } from "../support/web-stack.ts";

const ROOT = resolve(import.meta.dirname, "../..");

let stack: WebStack;
let session: BrowserSession;
/** What was opened, for closing in reverse even when a later start failed. */
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  stack = await startWebStack();
  opened.push(stack);
  session = await openBrowser(stack.server.url);
  opened.push(session);
});
afterAll(async () => {
  for (const part of opened.toReversed()) await part.close();
});

async function visit(path: string, options: Parameters<BrowserSession["open"]>[0] = {}) {
  const visited = await session.open({ ...options, cookie: stack.session });
  await visited.page.goto(path);
  await visited.page.getByRole("heading", { level: 1 }).waitFor();
  return visited;
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
}

/** Runs a snippet where the product's SDKs are installed. */
async function run(snippet: string, key: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "reelmeter-docs-"));
  try {
    await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
    const file = join(folder, "snippet.mjs");
    await writeFile(file, snippet);
    const env = { PATH: process.env["PATH"], REELMETER_KEY: key };
    const { stdout } = await promisify(execFile)(process.execPath, [file], {
      env,
      timeout: 30_000,
    });
    return stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("the page of snippets", () => {
  it("copies code for the workspace's own upstream that makes a clip as it is", async () => {
    const { page, context, faults } = await visit("/docs");
    await page.getByRole("heading", { level: 2, name: "OpenAI" }).waitFor();
    await expectAccessible(page);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy a first clip with openai", exact: true }).click();
    await page.getByText("Copied", { exact: true }).waitFor();
    const snippet = await page.evaluate(() => navigator.clipboard.readText());
    expect(snippet).toContain(`baseURL: "${stack.server.url}/proxy/openai/v1"`);
    const { body } = await stack.server.api("POST", "/api/v1/keys", { name: "docs" });
    const { key } = body as { key: string };
    expect(await run(snippet, key)).toMatch(/^video_\S+ completed/);
    const { body: listed } = await stack.server.api("GET", "/api/v1/generations");
    expect((listed as GenerationsAnswer).data[0]).toMatchObject({
      feature: "remix",
      user: "u_42",
      model: "sora-2",
    });
    expect(faults).toEqual([]);
  });

  it("keeps provider, client and search in the address, and says which upstream is missing", async () => {
    const { page, faults } = await visit("/docs?range=7d");
    await page.getByRole("searchbox").fill("runwayml");
    const list = page.getByRole("navigation", { name: "Providers" });
    await expect.poll(() => list.getByRole("link").allTextContents()).toEqual(["Runway"]);
    await list.getByRole("link", { name: "Runway" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("No upstream here speaks this wire yet (Runway).").waitFor();
    await page.getByRole("button", { name: "curl", exact: true }).click();
    await page.waitForURL("**/docs?range=7d&q=runwayml&provider=runway&sdk=curl");
    await page.reload();
    const code = page.getByRole("region", { name: "a first clip with curl" });
    expect(await code.textContent()).toContain(`${stack.server.url}/proxy/runway/v1/text_to_video`);
    await page.goBack();
    await page.getByRole("region", { name: "a first clip with @runwayml/sdk" }).waitFor();
    expect(faults).toEqual([]);
  });

  it("is whole in French, on a phone and in the dark", async () => {
    const { page, faults } = await visit("/docs?provider=fal&sdk=ai-sdk", {
      locale: "fr-FR",
      width: 320,
      theme: "dark",
    });
    await page.getByRole("heading", { level: 2, name: "Ne rien créer deux fois" }).waitFor();
    await expectAccessible(page);
    expect(await page.getByRole("main").innerText()).not.toMatch(/\b(When|Copy|Header|Says)\b/);
    expect(faults).toEqual([]);
  });
});

describe("a new key", () => {
  it("comes with code that already holds it", async () => {
    const { page, faults } = await visit("/keys");
    await page.getByRole("button", { name: "Create key" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name", { exact: true }).fill("with code");
    await dialog.getByRole("button", { name: "Create key" }).click();
    const key = (await dialog.getByTestId("secret").textContent()) ?? "";
    const code = (await dialog.getByRole("tabpanel").textContent()) ?? "";
    expect(code).toContain(`apiKey: "${key}"`);
    await expectAccessible(page);
    expect(faults).toEqual([]);
  });
});
