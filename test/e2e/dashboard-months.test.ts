import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { MarginAnswer } from "../../api/contract/margin.ts";
import type { MonthsAnswer } from "../../api/contract/months.ts";
import { addMonths } from "../../domain/finance/month.ts";
import { formatMoney } from "../../web/format/money.ts";
import { formatMonth } from "../../web/format/month.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { makeClip, startWebStack, type WebStack } from "../support/web-stack.ts";

let stack: WebStack;
let session: BrowserSession;
/** What was opened, for closing in reverse even when a later start failed. */
const opened: { close(): Promise<void> }[] = [];
const usd = (decimal: string) => formatMoney("en-US", decimal, "USD");
const NOW_MONTH = new Date().toISOString().slice(0, 7);
const LAST_MONTH = addMonths(NOW_MONTH, -1);

beforeAll(async () => {
  stack = await startWebStack();
  opened.push(stack);
  await makeClip(stack.client({ "Reelmeter-Feature": "remix" }));
  await sell("last", "10.00");
  session = await openBrowser(stack.server.url);
  opened.push(session);
  await vi.waitFor(
    async () => {
      const { data } = await ask<MonthsAnswer>("/api/v1/months");
      expect(data.map(({ month, spend }) => [month, spend === "0.000000000"])).toEqual([
        [NOW_MONTH, false],
        [LAST_MONTH, true],
      ]);
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

/** Revenue of last month. */
async function sell(id: string, amount: string): Promise<void> {
  const occurred = { occurred_at: `${LAST_MONTH}-15T12:00:00Z`, feature: "remix" };
  const entry = { ...occurred, external_id: id, amount, currency: "USD" };
  expect((await stack.server.api("POST", "/api/v1/revenue", entry)).status).toBe(200);
}

async function visit(path: string, locale = "en-US") {
  const { page, faults } = await session.open({ cookie: stack.session, locale });
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await settled(page);
  return { page, faults };
}

/** Nothing is being loaded any more. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('main [aria-busy="true"], main [role="status"]:not(:empty)') === null,
  );
}

async function violations(page: Page) {
  const found = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}

it("closes a month, shows what comes in later apart, and keeps a report that can be asked again", async () => {
  const { page, faults } = await visit("/months");
  const last = formatMonth("en-US", LAST_MONTH);
  const row = page.getByRole("row").filter({ hasText: last });
  await row.getByText("open", { exact: true }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: `Close ${last}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Close the month" }).click();
  await row.getByText("closed", { exact: true }).waitFor();
  expect(await row.textContent()).toContain(usd("10"));

  await sell("late", "3.00");
  await page.goto(`/margin?month=${NOW_MONTH}&rule=usage`);
  await settled(page);
  const query = `from=${NOW_MONTH}-01&to=${addMonths(NOW_MONTH, 1)}-01&rule=usage`;
  const answer = await ask<MarginAnswer>(`/api/v1/analytics/margin?${query}`);
  expect(answer.corrections.totals.recognised_revenue).toBe("3.000000000");
  const table = page.getByRole("table", { name: `Margin of ${formatMonth("en-US", NOW_MONTH)}` });
  const remix = await table.getByRole("row").filter({ hasText: "remix" }).textContent();
  for (const figure of [answer.data[0]?.spend, answer.data[0]?.full_margin]) {
    expect(remix).toContain(usd(figure ?? "missing"));
  }
  const corrected = page.getByRole("table", { name: "Corrections by month and group" });
  expect(await corrected.getByRole("row").last().textContent()).toContain(`${last}remix`);
  expect(await violations(page)).toEqual([]);

  await page.getByRole("button", { name: "Keep this report" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Before the sale");
  await page.getByRole("dialog").getByRole("button", { name: "Keep this report" }).click();
  const again = page.getByRole("button", { name: "Ask again: Before the sale" });
  await again.waitFor();
  await sell("later", "2.00");
  await again.click();
  const differences = page.getByRole("table", { name: "Figures that are different" });
  await differences.waitFor();
  expect(await differences.textContent()).toContain("5.000000000");
  expect(faults).toEqual([]);
});

it("reopens a month for a reason, in French", async () => {
  const { page, faults } = await visit("/months", "fr-FR");
  const last = formatMonth("fr-FR", LAST_MONTH);
  await page.getByRole("button", { name: `Rouvrir ${last}` }).click();
  await page.getByLabel("Motif").fill("une vente oubliée");
  await page.getByRole("dialog").getByRole("button", { name: "Rouvrir le mois" }).click();
  const row = page.getByRole("row").filter({ hasText: last });
  await row.getByText("ouvert", { exact: true }).waitFor();
  const { data } = await ask<MonthsAnswer>("/api/v1/months");
  expect(data[1]).toMatchObject({ state: "open", recognised_revenue: "15.000000000" });
  expect(faults).toEqual([]);
});
