import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { BreakdownAnswer, SummaryAnswer } from "../../api/contract/analytics.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { makeClip, startWebStack, type WebStack } from "../support/web-stack.ts";

let stack: WebStack;
let session: BrowserSession;
/** What was opened, for closing in reverse even when a later start failed. */
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  stack = await startWebStack();
  opened.push(stack);
  const clientOf = (feature: string, user: string) =>
    stack.client({ "Reelmeter-Feature": feature, "Reelmeter-User": user });
  await makeClip(clientOf("remix", "u_1"), { seconds: "8" });
  await makeClip(clientOf("remix", "u_2"), { download: false });
  await makeClip(clientOf("extend", "u_1"));
  session = await openBrowser(stack.server.url);
  opened.push(session);
  await vi.waitFor(
    async () => {
      const { totals } = await get<SummaryAnswer>("analytics/summary");
      expect(totals).toMatchObject({ generations: 3, in_flight: 0, waste: "0.400000000" });
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
  await settled(visited.page);
  return visited;
}

/** The page is there and nothing is being loaded any more. */
async function settled(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction(
    () => document.querySelector('main [aria-busy="true"], main .skeleton') === null,
  );
}

/** The rows of the list of generations: the page before it stays until that one's code is there. */
const clipsOf = (page: Page) =>
  page.getByRole("table", { name: "Generations in this period, newest first" }).locator("tbody tr");

/** The question stands above the figures in words. */
const asks = (page: Page, sentence: string) =>
  page.getByRole("paragraph").filter({ hasText: sentence }).waitFor();

async function violationsOn(page: Page) {
  const found = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}

const inDollars = (decimal: string) =>
  new Intl.NumberFormat("en", { style: "currency", currency: "USD" }).format(Number(decimal));

describe("the explorer", () => {
  it("says its question, shows the API's figures, narrows by a click and leads to the clips", async () => {
    const { page, faults } = await visit("/explore?by=feature&range=7d");
    await asks(page, "Spend by feature, per day, in the last 7 days");
    const { data } = await get<BreakdownAnswer>("analytics/breakdown?by=feature");
    const table = page.getByRole("table", { name: /figures/ });
    for (const row of data) {
      const shown = table.getByRole("row").filter({ hasText: row.values["feature"] ?? "" });
      expect(await shown.textContent()).toContain(inDollars(row.spend));
    }
    const drawing = page.locator("svg[role=application]");
    expect(await drawing.locator("title").textContent()).toContain("Spend by feature");

    await page.keyboard.press("t");
    await page.waitForURL("**t=1**");
    await page.getByRole("columnheader", { name: "Start" }).waitFor();

    await page.getByLabel("and by").selectOption("user");
    await asks(page, "Spend by feature and user, per day, in the last 7 days");
    await page.getByRole("button", { name: "remix · u_2" }).click();
    await page.waitForURL("**f=feature:remix&f=user:u_2**");
    await page.goBack();
    await page.getByRole("link", { name: "Generations of remix · u_2" }).click();
    await page.waitForURL("**/generations?**f=user:u_2**");
    await expect.poll(() => clipsOf(page).count()).toBe(1);
    expect(faults).toEqual([]);
  });

  it("falls back for what makes no sense, and offers the call without a secret", async () => {
    const { page, faults } = await visit("/explore?by=shoe&m=colour&range=forever&kind=pie");
    await asks(page, "Spend, per day, in the last 30 days");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy as curl" }).click();
    const line = await page.evaluate(() => navigator.clipboard.readText());
    expect(line).toContain('-H "Authorization: Bearer $REELMETER_ADMIN_TOKEN"');
    expect(line).toContain("/api/v1/analytics/timeseries?from=");
    expect(faults).toEqual([]);
  });
});

describe("the page about waste", () => {
  it("shows each cause with its money and clips, and leads to them", async () => {
    const { page, faults } = await visit("/waste?range=7d");
    await page.getByText(/^\$0\.40 of the spend was wasted: 25%, on 1 generation\.$/).waitFor();
    const card = page.getByRole("link", { name: "Never downloaded: show the clips" });
    expect(await card.textContent()).toContain("$0.40");
    await card.click();
    await page.waitForURL("**/generations?**f=waste:never_downloaded**");
    await expect.poll(() => clipsOf(page).count()).toBe(1);
    expect(await clipsOf(page).textContent()).toContain("u_2");
    expect(faults).toEqual([]);
  });
});

describe("the list of generations", () => {
  it("narrows by values with their counts and finds an id, from the keyboard, all in the address", async () => {
    const { page } = await visit("/generations");
    await page.getByRole("button", { name: "Feature", exact: true }).press("Enter");
    await page.getByRole("menuitemcheckbox", { name: /remix\s*2/ }).press("Enter");
    await page.keyboard.press("Escape");
    await page.waitForURL("**f=feature:remix**");
    await expect.poll(() => page.locator("tbody tr").count()).toBe(2);
    await page.keyboard.press("/");
    await page.keyboard.type("u_2");
    await page.keyboard.press("Enter");
    await page.waitForURL("**q=u_2**");
    await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 1);
    await page.goBack();
    await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 2);
  });
});

describe("these pages", () => {
  it.each(["/explore?by=feature&kind=bars", "/explore?kind=heat", "/waste", "/generations"])(
    "%s passes axe in both themes and fits in 320 px",
    async (path) => {
      for (const theme of ["light", "dark"] as const) {
        const { page } = await visit(path, { theme, width: 320 });
        expect(await violationsOn(page)).toEqual([]);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width).toBeLessThanOrEqual(320);
        await page.context().close();
      }
    },
  );
});
