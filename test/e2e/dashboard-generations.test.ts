import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { BreakdownAnswer, SummaryAnswer } from "../../api/contract/analytics.ts";
import type { GenerationDetail, GenerationsAnswer } from "../../api/contract/generations.ts";
import { formatMoney } from "../../web/format/money.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { makeClip, startWebStack, type WebStack } from "../support/web-stack.ts";

let stack: WebStack;
let session: BrowserSession;
/** What was opened, for closing in reverse even when a later start failed. */
const opened: { close(): Promise<void> }[] = [];
const CLIPS = 3;

beforeAll(async () => {
  stack = await startWebStack();
  opened.push(stack);
  const remix = stack.client({ "Reelmeter-Feature": "remix", "Reelmeter-User": "u_1" });
  await makeClip(remix);
  await makeClip(remix, { seconds: "8", download: false });
  await makeClip(remix);
  session = await openBrowser(stack.server.url);
  opened.push(session);
  await vi.waitFor(
    async () => {
      const { totals } = await ask<SummaryAnswer>("/api/v1/analytics/summary");
      expect(totals).toMatchObject({ generations: CLIPS, in_flight: 0 });
    },
    { timeout: 30_000, interval: 250 },
  );
});
afterAll(async () => {
  for (const part of opened.toReversed()) await part.close();
});

async function ask<Answer>(path: string): Promise<Answer> {
  const { status, body } = await stack.server.api("GET", path);
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body as Answer;
}
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const list = async (query: string) =>
  (await ask<GenerationsAnswer>(`/api/v1/generations?${query}`)).data;
const usd = (decimal: string) => formatMoney("en-US", decimal, "USD");

async function visit(path: string, options: Parameters<BrowserSession["open"]>[0] = {}) {
  const context = await session.open({ ...options, cookie: stack.session });
  await context.page.goto(path);
  return context;
}

/** The id in the address, once the page of that clip is there. */
async function shownId(page: Page, id: string): Promise<void> {
  await expect.poll(() => page.locator("header code").textContent(), { timeout: 10_000 }).toBe(id);
}

it("orders the list by cost, keeps chosen columns in the address, and opens a row with j and Enter", async () => {
  const { context, page, faults } = await visit("/generations?cols=cost,took,basis");
  const table = page.getByRole("table", { name: "Generations in this period, newest first" });
  await table.waitFor();
  const headers = await table.getByRole("columnheader").allTextContents();
  expect(headers).toEqual(["Created", "Cost", "Took", "Basis"]);
  await table.getByRole("button", { name: "Cost" }).click();
  const ordered = page.getByRole("table", { name: "Generations in this period, dearest first" });
  await ordered.waitFor();
  const dearest = await list("order=-cost");
  await expect
    .poll(() => ordered.getByRole("row").nth(1).textContent())
    .toContain(usd(dearest[0]?.cost.amount ?? ""));
  expect(await ordered.getByRole("columnheader", { name: "Cost" }).getAttribute("aria-sort")).toBe(
    "descending",
  );
  expect(new URL(page.url()).searchParams.get("cols")).toBe("cost,took,basis");

  await page.keyboard.press("Escape");
  await page.locator("h1").click();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await shownId(page, dearest[1]?.id ?? "");
  await page.getByRole("link", { name: "Next" }).waitFor();
  await page.keyboard.press("j");
  await shownId(page, dearest[2]?.id ?? "");
  await page.getByRole("link", { name: "Previous" }).waitFor();
  await page.keyboard.press("k");
  await shownId(page, dearest[1]?.id ?? "");
  await page.getByRole("link", { name: "All generations" }).click();
  await ordered.waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

it("says why a clip cost what it cost, where its time went, and what else its user made", async () => {
  const [dearest] = await list("order=-cost");
  const id = dearest?.id ?? "";
  const { context, page, faults } = await visit(`/generations/${id}`);
  const detail = await ask<GenerationDetail>(`/api/v1/generations/${id}`);
  const why = page.getByTestId("why");
  await why.waitFor();
  expect(await why.textContent()).toMatch(
    /^8 s of \d+x\d+ at \$0\.10 a second, from the card of Oct 6, 2025, .*: \$0\.80\.$/,
  );
  const steps = page.getByRole("list", { name: "Timeline" }).getByRole("listitem");
  const texts = await steps.allTextContents();
  expect(texts.some((text) => text.includes("First downloaded") && text.includes("nobody"))).toBe(
    true,
  );
  expect(texts.filter((text) => text.startsWith("Settled"))).toHaveLength(1);
  await page.getByRole("figure", { name: "Where the time went" }).waitFor();

  const tied = page.getByRole("table", { name: "Clips around it" });
  await tied.waitFor();
  const sameUser = tied.getByRole("row").filter({ hasText: "same user’s clips" });
  expect(await sameUser.count()).toBe(CLIPS);

  await page.getByText("Raw record").click();
  const raw = await page.getByRole("region", { name: "Raw record" }).textContent();
  expect(JSON.parse(raw ?? "")).toMatchObject({ id, calculation: detail.calculation });
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  expect(violations.map((each) => each.id)).toEqual([]);
  expect(faults).toEqual([]);
  await context.close();
});

it("shows the list on a phone as rows of two lines, and a user's money as the API has it", async () => {
  const { context, page } = await visit("/generations", { width: 320 });
  const rows = page.getByRole("list", { name: "Generations" }).getByRole("link");
  await rows.first().waitFor();
  expect(await rows.count()).toBe(CLIPS);
  expect(await rows.first().textContent()).toContain("remix");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  expect(violations.map((each) => each.id)).toEqual([]);
  await page.goto("/users/u_1");
  const spend = page.getByTestId("user-spend");
  await spend.waitFor();
  const { totals } = await ask<SummaryAnswer>("/api/v1/analytics/summary?user=u_1");
  expect(await spend.textContent()).toContain(usd(totals.spend));
  expect(await page.getByTestId("user-clips").textContent()).toContain(String(CLIPS));
  const features = page.getByRole("list", { name: "Where the money went" });
  const breakdown = await ask<BreakdownAnswer>("/api/v1/analytics/breakdown?by=feature&user=u_1");
  await features.waitFor();
  expect(await features.textContent()).toContain(usd(breakdown.data[0]?.spend ?? ""));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await context.close();
});
