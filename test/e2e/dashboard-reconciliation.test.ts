import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { SummaryAnswer } from "../../api/contract/analytics.ts";
import type { InvoicesAnswer, InvoiceWritten } from "../../api/contract/reconciliation.ts";
import type { ReconciliationReport } from "../../api/contract/reconciliation-report.ts";
import { formatMoney } from "../../web/format/money.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { makeClip, startWebStack, type WebStack } from "../support/web-stack.ts";

let stack: WebStack;
let session: BrowserSession;
const opened: { close(): Promise<void> }[] = [];
const INVOICES = "/api/v1/reconciliation/invoices";

beforeAll(async () => {
  stack = await startWebStack();
  opened.push(stack);
  // A dearer tier, which the two clips below are not metered at.
  await stack.server.api("POST", "/api/v1/prices", {
    provider: "openai",
    model: "sora-2",
    unit: "second",
    conditions: { size: "1792x1024" },
    amount: "0.30",
    currency: "USD",
    valid_from: "2025-10-06",
  });
  await makeClip(stack.client({}));
  await makeClip(stack.client({}), { seconds: "8" });
  session = await openBrowser(stack.server.url);
  opened.push(session);
  await vi.waitFor(
    async () => {
      const { totals } = await ask<SummaryAnswer>("/api/v1/analytics/summary");
      expect(totals).toMatchObject({ generations: 2, in_flight: 0, spend: "1.200000000" });
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

async function violations(page: Page) {
  const found = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}

/** Days around now, so that no midnight lies between a clip and its invoice. */
const day = (offset: number) =>
  new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

describe("the reconciliation page", () => {
  it("takes a provider's CSV after its faults are corrected, and shows what explains it with the API's figures", async () => {
    const { page, faults } = await session.open({ cookie: stack.session });
    await page.goto("/reconciliation");
    await page.getByText("No invoice yet").waitFor();
    await page.getByRole("button", { name: "Add an invoice" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Invoice number").fill("INV-7");
    await dialog.getByLabel("Provider").fill("openai");
    const file = (...rows: string[]) => ["Start;End;Product;Betrag", ...rows].join("\n");
    await dialog
      .getByLabel("Or paste its text")
      .fill(file(`${day(-1)};${day(2)};video S;3,60`, `someday;${day(2)};video S;much`));
    // Nothing is called so that a guess finds it.
    expect(await dialog.getByLabel("Amount").inputValue()).toBe("");
    await dialog.getByLabel("Amount").selectOption("Betrag");
    await dialog.getByLabel("Their names of models").fill("video S=sora-2");
    await dialog.getByRole("button", { name: "Check" }).click();
    await dialog.getByText("csv[3].Start").waitFor();
    await dialog.getByText("csv[3].Betrag").waitFor();
    expect((await ask<InvoicesAnswer>(INVOICES)).data).toEqual([]);

    await dialog.getByLabel("Or paste its text").fill(file(`${day(-1)};${day(2)};video S;3,60`));
    await dialog.getByRole("button", { name: "Check" }).click();
    await dialog.getByRole("status").filter({ hasText: "New invoice: $3.60" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Save invoice" }).click();
    await dialog.waitFor({ state: "detached" });

    const [invoice] = (await ask<InvoicesAnswer>(INVOICES)).data;
    const usd = (decimal: string | undefined) => formatMoney("en-US", decimal ?? "", "USD");
    const row = page.getByRole("row").filter({ hasText: "INV-7" });
    expect(invoice).toMatchObject({ billed: "3.600000000", metered: "1.200000000" });
    expect(await row.textContent()).toContain(usd(invoice?.billed));
    expect(await row.textContent()).toContain(usd(invoice?.metered));

    await page.getByRole("link", { name: "INV-7" }).click();
    await page.getByRole("heading", { name: "What would explain it" }).waitFor();
    const report = await ask<ReconciliationReport>(`${INVOICES}/${String(invoice?.id)}/report`);
    const [proposal] = report.proposals;
    expect(proposal).toMatchObject({ amount: "0.300000000", explains: report.totals.remainder });
    const main = (await page.getByRole("main").textContent()) ?? "";
    const exact = formatMoney("en-US", report.totals.remainder, "USD", "exact");
    expect(main).toContain(`Correcting 2 clips adds ${exact}.`);
    expect(main).toContain("sora-2 was billed at $0.30 per second of video");
    expect(main).toContain("This is the price of size = 1792x1024 in your price book.");
    const cell = page.getByRole("table", { name: "Days of sora-2" }).getByRole("row").nth(1);
    expect(await cell.textContent()).toContain("differs");
    const link = page.getByRole("link", { name: "Open the re-rating" });
    const target = new URL((await link.getAttribute("href")) ?? "", stack.server.url);
    expect(target.pathname).toBe("/prices/rerate");
    expect(Object.fromEntries(target.searchParams)).toEqual({
      ...proposal?.rerate.scope,
      unit: "second",
      amount: "0.300000000",
      currency: "USD",
      valid_from: proposal?.valid_from,
      conditions: JSON.stringify(proposal?.conditions),
    });
    expect(await violations(page)).toEqual([]);
    // The browser notes the answer that was a refusal.
    expect(faults).toEqual([expect.stringContaining("400")]);
  });

  it("says the same in French at a phone's width, and says so when there is no such invoice", async () => {
    const { body } = await stack.server.api("POST", INVOICES, {
      name: "INV-8",
      provider: "openai",
      currency: "USD",
      lines: [{ from: day(-1), to: day(2), model: "sora-2", amount: "3.60" }],
    });
    const { invoice } = body as InvoiceWritten;
    const { page } = await session.open({ cookie: stack.session, locale: "fr-FR", width: 360 });
    await page.goto(`/reconciliation/${String(invoice.id)}`);
    await page.getByText("Ce qui l’expliquerait").waitFor();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await page.goto("/reconciliation/0190b0f4-7c5e-7000-8000-000000000000");
    await page.getByText("Cette facture n’existe pas").waitFor();
  });
});
