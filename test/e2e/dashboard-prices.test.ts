import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { SummaryAnswer } from "../../api/contract/analytics.ts";
import type { PricesAnswer } from "../../api/contract/prices.ts";
import type { ReratesAnswer } from "../../api/contract/rerates.ts";
import { formatNano, parseNano } from "../../domain/money.ts";
import { formatMoney } from "../../web/format/money.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { makeClip, startWebStack, type WebStack } from "../support/web-stack.ts";

let stack: WebStack;
let session: BrowserSession;
/** What was opened, for closing in reverse even when a later start failed. */
const opened: { close(): Promise<void> }[] = [];

const CLIPS = 4;
const UNPRICED = "sim-without-a-price";

beforeAll(async () => {
  stack = await startWebStack();
  opened.push(stack);
  const remix = stack.client({ "Reelmeter-Feature": "remix" });
  await makeClip(remix, { seconds: "8" });
  await makeClip(remix);
  await makeClip(stack.client({ "Reelmeter-Feature": "create" }));
  await makeClip(remix, { model: UNPRICED });
  session = await openBrowser(stack.server.url);
  opened.push(session);
  await vi.waitFor(
    async () => expect(await totals()).toMatchObject({ generations: CLIPS, in_flight: 0 }),
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
const totals = async () => (await ask<SummaryAnswer>("/api/v1/analytics/summary")).totals;
const usd = (decimal: string, style?: Parameters<typeof formatMoney>[3]) =>
  formatMoney("en-US", decimal, "USD", style);

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

/** Confirms what a dialog asks, and sees how far it is until it has come to its end. */
async function goThrough(page: Page, action: "Apply" | "Revert", end: "applied" | "reverted") {
  await page.getByRole("button", { name: action, exact: true }).click();
  // Looked out for beforehand: of so few generations it is done in a moment.
  const progress = page.locator('[role=progressbar][aria-valuetext*=" of "]').waitFor();
  await page.getByRole("dialog").getByRole("button", { name: action, exact: true }).click();
  await progress;
  await page.getByText(end, { exact: true }).waitFor();
}

/** The figures follow day by day once a re-rating has come to its end. */
async function expectSpend(spend: string): Promise<void> {
  await vi.waitFor(async () => expect((await totals()).spend).toBe(spend), {
    timeout: 30_000,
    interval: 250,
  });
}

describe("re-rating", () => {
  it("by a wrong price shows what it would change, changes it, and its revert brings every figure back", async () => {
    const before = await totals();
    const { page, faults } = await visit("/prices/rerate");
    await page.getByLabel("Provider").fill("openai");
    await page.getByLabel("Model").fill("sora-2");
    await page.getByRole("button", { name: "And a new price" }).click();
    await page.getByLabel("Price", { exact: true }).fill("nine");
    await page.getByRole("button", { name: "Show what would change" }).click();
    await page.getByText("Write a decimal such as 0.10.").waitFor();
    await page.getByLabel("Price", { exact: true }).fill("9,99");
    await page.getByRole("button", { name: "Show what would change" }).click();

    // 8 + 4 + 4 seconds, at 9.99 instead of 0.10.
    const sentence = page.getByTestId("rerate-sentence");
    await sentence.waitFor();
    expect(await sentence.textContent()).toBe("3 of 3 generations would cost something else.");
    const sums = page.getByRole("table", { name: "Cost of all generations looked at" });
    const cells = await sums.getByRole("row").last().getByRole("cell").allTextContents();
    expect(cells).toEqual([usd("1.60"), usd("159.84"), `+${usd("158.24")}`]);
    await page.getByRole("tab", { name: "By price" }).click();
    await page.getByText("proposed", { exact: true }).waitFor();
    const own = async () => (await ask<PricesAnswer>("/api/v1/prices?own=true")).data;
    expect(await own()).toHaveLength(1);
    expect(await totals()).toEqual(before);

    await goThrough(page, "Apply", "applied");
    expect(await own()).toHaveLength(2);
    const [row] = (await ask<ReratesAnswer>("/api/v1/prices/rerates")).data;
    expect(new URL(page.url()).pathname).toBe(`/prices/rerates/${row?.id}`);
    expect(row?.result).toMatchObject({ changed: 3, after: { USD: "159.840000000" } });
    await expectSpend(formatNano(parseNano(before.spend) + parseNano("158.24")));
    await page.getByRole("link", { name: "Overview" }).click();
    await page
      .getByRole("link", { name: /^Spend: show/ })
      .getByText(usd((await totals()).spend, "compact"))
      .waitFor();

    await page.goBack();
    await goThrough(page, "Revert", "reverted");
    await expectSpend(before.spend);
    expect(await totals()).toEqual(before);
    await page.getByRole("link", { name: "All re-ratings" }).click();
    await page
      .getByRole("table", { name: "Re-ratings, newest first" })
      .getByText("reverted")
      .waitFor();
    expect(faults).toEqual([]);
  });

  it("leads from the overview's unpriced count to a price that lacks its amount alone, and the count to nothing", async () => {
    expect((await totals()).unpriced).toBe(1);
    const { page, faults } = await visit("/");
    await page.getByRole("link", { name: /^1 without a price/ }).click();
    await page.getByTestId("unpriced-count").waitFor();
    await page.getByRole("link", { name: `Add a price for ${UNPRICED} and re-rate` }).click();
    await page.getByRole("heading", { level: 1, name: "Re-rate" }).waitFor();
    expect(await page.getByLabel("Model").inputValue()).toBe(UNPRICED);
    expect(await page.getByLabel("Only those without a price").isChecked()).toBe(true);
    // Only the amount is missing: one is there already.
    await page.locator("[name=amount]:focus").waitFor();
    await page.keyboard.type("0.25");
    await page.keyboard.press("Enter");
    await page.getByText("1 of 1 generations would cost something else.").waitFor();
    await goThrough(page, "Apply", "applied");
    await vi.waitFor(async () => expect((await totals()).unpriced).toBe(0), {
      timeout: 30_000,
      interval: 250,
    });
    await page.getByRole("link", { name: "Overview" }).click();
    await page.getByText("Every generation has a price").waitFor();
    await page.goto("/prices/unpriced");
    await page.getByText("Every settled generation has a price").waitFor();
    expect(faults).toEqual([]);
  });

  it("is asked at once by an address that says everything", async () => {
    const conditions = encodeURIComponent(JSON.stringify({ audio: true, seconds: "8" }));
    const { page } = await visit(
      `/prices/rerate?from=2026-01-01&to=2027-01-01&provider=openai&model=sora-2&unit=video&amount=5&valid_from=2026-01-01&conditions=${conditions}`,
    );
    await page.getByTestId("rerate-sentence").waitFor();
    expect(await page.getByLabel("Name, line 2").inputValue()).toBe("seconds");
    expect(await page.getByLabel("Kind, line 2").inputValue()).toBe("text");
    await page.goto("/prices/rerate?from=2026-02-30&to=2027-01-01");
    // A day that does not exist is nobody's: the address says nothing of it, and the form its default.
    await expect.poll(() => new URL(page.url()).searchParams.has("from")).toBe(false);
    expect(await page.locator("[name=from]").inputValue()).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});

describe("the price book", () => {
  it("is narrowed by its address, and a row leads to its history and a next version", async () => {
    const { page } = await visit("/prices?provider=xai");
    await page.getByLabel("Search by name").fill("video");
    await page.waitForURL(/q=video/);
    await page.getByLabel("Unit").selectOption("second");
    await page.waitForURL("**/prices?provider=xai&q=video&unit=second");
    await settled(page);
    const { data } = await ask<PricesAnswer>(
      "/api/v1/prices?provider=xai&q=video&unit=second&limit=500",
    );
    await expect.poll(() => page.getByRole("rowheader").count()).toBe(data.length);

    await page.goto("/prices?own=true");
    await page
      .getByRole("button", { name: /^Show the price of sora-2 / })
      .first()
      .click();
    const dialog = page.getByRole("dialog");
    const history = dialog.getByRole("table", { name: "Versions for the same model" });
    await history.getByText(usd("0.10")).waitFor();
    await dialog.getByRole("button", { name: "New version" }).click();
    expect(await dialog.getByLabel("Model").inputValue()).toBe("sora-2");
    await dialog.getByLabel("Price", { exact: true }).fill("0.11");
    await dialog.getByLabel("Valid from (UTC)").fill("2026-06-01");
    await dialog.getByLabel("Minimum units").fill("5");
    await dialog.getByRole("button", { name: "Add version" }).click();
    const added = page.getByRole("row").filter({ hasText: usd("0.11") });
    await added.getByText("at least 5").waitFor();
  });

  it("goes out as a file and comes in again: faults by line and column, then what it would do, then done", async () => {
    const { page } = await visit("/prices");
    await page.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: "Own prices as CSV" }).click(),
    ]);
    const csv = await readFile(await download.path(), "utf8");
    const own = (await ask<{ prices: unknown[] }>("/api/v1/prices/export?own=true")).prices.length;
    await page.getByRole("button", { name: "Import" }).click();
    const dialog = page.getByRole("dialog");
    const check = dialog.getByRole("button", { name: "Check" });
    const text = dialog.getByLabel("Prices as CSV or JSON");
    await text.fill(`${csv}true,acme,reel,second,,x,USD,,2026-01-01,,,\r\n`);
    await check.click();
    await dialog.getByText(`line ${own + 2}, amount`).waitFor();
    await text.fill(`${csv}true,acme,reel,second,,0.5,USD,,2026-01-01,,,\r\n`);
    await check.click();
    await dialog.getByText(`1 added · ${own} in the book already`).waitFor();
    await dialog.getByRole("button", { name: "Import 1" }).click();
    await dialog.getByText("Imported: 1 added.").waitFor();
    await dialog.getByRole("button", { name: "Close" }).last().click();
    await page.getByRole("button", { name: "Show the price of reel and its history" }).waitFor();
    const { data } = await ask<PricesAnswer>("/api/v1/prices?provider=acme");
    expect(data.map((row) => [row.own, row.amount])).toEqual([[true, "0.500000000"]]);
  });

  it("is tried: units × price = amount, and why no other price is applied", async () => {
    const { page } = await visit("/prices/test");
    await page.getByLabel("Provider", { exact: true }).fill("google_gemini");
    await page.getByLabel("Model").fill("veo-3.1-fast-generate-preview");
    await page.getByLabel("Name, line 1").fill("resolution");
    await page.getByLabel("Value, line 1").fill("1080p");
    await page.getByLabel("Quantity, line 1").fill("x");
    await page.getByRole("button", { name: "What would it cost?" }).click();
    await page.getByRole("alert").filter({ hasText: "must be a decimal" }).waitFor();
    await page.getByLabel("Quantity, line 1").fill("8");
    await page.getByRole("button", { name: "What would it cost?" }).click();
    await page.getByTestId("test-sum").waitFor();
    expect(await page.getByTestId("test-amount").textContent()).toBe("$0.96");
    expect(await page.getByTestId("test-sum").textContent()).toBe(
      "8 second of video × $0.12 = $0.96",
    );
    const considered = page.getByRole("table", { name: "Every price of the model" });
    expect(await considered.getByText("applied").count()).toBe(1);
    expect(await considered.getByText("the request has 1080p").count()).toBeGreaterThan(0);
  });
});

describe("pages about prices", () => {
  it.each(["/prices", "/prices/unpriced", "/prices/rerate", "/prices/test", "run"])(
    "%s: axe finds nothing in both themes, and nothing scrolls sideways at 320 px",
    async (name) => {
      const [run] = (await ask<ReratesAnswer>("/api/v1/prices/rerates")).data;
      const path = name === "run" ? `/prices/rerates/${run?.id}` : name;
      const { page } = await visit(path);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        const { violations } = await new AxeBuilder({ page })
          .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
          .analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
      }
      await page.setViewportSize({ width: 320, height: 900 });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
    },
  );
});
