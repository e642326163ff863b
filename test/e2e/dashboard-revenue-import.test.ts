import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RevenueAnswer } from "../../api/contract/revenue.ts";
import { formatMoney } from "../../web/format/money.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { startWebStack, type WebStack } from "../support/web-stack.ts";

let stack: WebStack;
let session: BrowserSession;
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

const HEADER = "Référence;Date;Client;Brut;Commission;Devise";
const fileOf = (...lines: readonly string[]) => ({
  name: "octobre.csv",
  mimeType: "text/csv",
  buffer: Buffer.from([HEADER, ...lines, ""].join("\r\n")),
});

describe("the import of a revenue file", () => {
  it("goes from a file with a bad row to entries that the ledger shows", async () => {
    const { page, faults } = await session.open({ cookie: stack.session });
    await page.goto("/revenue");
    await page.getByRole("link", { name: "Import a file" }).click();
    await page.getByRole("heading", { level: 1, name: "Import a revenue file" }).waitFor();
    await page
      .getByLabel("CSV file")
      .setInputFiles(
        fileOf("F-1;05/10/2026;acme;12,50;2,50;EUR", 'F-2;06/10/2026;"le;café";7,50;vingt;EUR'),
      );
    await page.getByRole("table", { name: "First rows of the file" }).waitFor();

    // What the names don't tell is chosen; the rest was guessed.
    const external = page.getByLabel("External id");
    await external.selectOption({ label: "column “Référence”" });
    expect(await page.getByLabel("Decimal mark").inputValue()).toBe(",");
    expect(await page.getByLabel("Gross", { exact: true }).inputValue()).toBe("column:Brut");
    await page.getByRole("button", { name: "Check the file" }).click();
    const bad = page.getByRole("table", { name: "Bad rows" });
    await bad.waitFor();
    const row = bad.getByRole("row").nth(1);
    expect(await row.textContent()).toMatch(/^3Commissionvingtis no amount/);
    expect(await page.getByRole("button", { name: /^Import \d/ }).count()).toBe(0);
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);

    await page
      .getByLabel("CSV file")
      .setInputFiles(
        fileOf("F-1;05/10/2026;acme;12,50;2,50;EUR", 'F-2;06/10/2026;"le;café";7,50;1,25;EUR'),
      );
    await page.getByRole("button", { name: "Check the file" }).click();
    await page.getByRole("button", { name: "Import 2 entries" }).click();
    await page.getByText("Imported: 2 new, 0 changed, 0 unchanged.").waitFor();
    await page.getByRole("link", { name: "Show these entries" }).click();

    const { body } = await stack.server.api("GET", "/api/v1/revenue?source=import");
    const entries = (body as RevenueAnswer).data;
    expect(entries).toMatchObject([
      { external_id: "F-2", amount: "6.250000000", customer: "le;café" },
      { external_id: "F-1", amount: "10.000000000", customer: "acme" },
    ]);
    const table = page.getByRole("table", { name: "Revenue entries, newest first" });
    await table.waitFor();
    for (const entry of entries) {
      const shown = await table
        .getByRole("row")
        .filter({ hasText: entry.external_id })
        .textContent();
      expect(shown).toContain(formatMoney("en-US", entry.amount, entry.currency));
      expect(shown).toContain(formatMoney("en-US", entry.fees ?? "", entry.currency));
    }
    await table.getByRole("button", { name: "Show the entry F-1" }).click();
    const versions = page.getByRole("dialog").getByRole("table", { name: /^Versions/ });
    await versions.waitFor();
    expect(await versions.getByRole("row").count()).toBe(2);
    expect(faults).toEqual([]);
  });
});
