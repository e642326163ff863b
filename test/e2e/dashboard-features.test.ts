import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { BreakdownAnswer, SummaryAnswer } from "../../api/contract/analytics.ts";
import type { ClipCostsAnswer } from "../../api/contract/clip-costs.ts";
import { parseNano } from "../../domain/money.ts";
import { formatMoney, formatSignedMoney } from "../../web/format/money.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { makeClip, startWebStack, type WebStack } from "../support/web-stack.ts";

let stack: WebStack;
let session: BrowserSession;
/** What was opened, for closing in reverse even when a later start failed. */
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  stack = await startWebStack();
  opened.push(stack);
  const clientOf = (feature: string, user: string, surface: string) =>
    stack.client({
      "Reelmeter-Feature": feature,
      "Reelmeter-User": user,
      "Reelmeter-Surface": surface,
      "Reelmeter-Region": "FR",
    });
  await makeClip(clientOf("remix", "u_1", "web"), { seconds: "8" });
  await makeClip(clientOf("remix", "u_2", "app_ios"), { download: false });
  await makeClip(clientOf("extend", "u_1", "web"));
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

const listOf = (page: Page) =>
  page.getByRole("table", { name: "What each feature costs and earns", exact: true });
const rowOf = (page: Page, feature: string) =>
  listOf(page).getByRole("row").filter({ hasText: feature });
const waterfallOf = (page: Page) => page.getByRole("table", { name: "From revenue to margin" });
/** The page before it stays until the list's code is there. */
const clipsOf = (page: Page) =>
  page.getByRole("table", { name: "Generations in this period, newest first" }).locator("tbody tr");

const usd = (decimal: string) => formatMoney("en-US", decimal, "USD");

describe("without any revenue", () => {
  it("calls revenue, margin and coverage not connected, and nowhere 0", async () => {
    const { page, faults } = await visit("/features?range=7d");
    await page.getByText("No revenue has ever been recorded in this workspace").waitFor();
    const cells = await rowOf(page, "remix").getByRole("cell").allTextContents();
    expect(cells.slice(0, 3)).toEqual(["$1.20", "not connected", "not connected"]);
    expect(await listOf(page).getByText("$0.00").count()).toBe(0);
    await page
      .getByText("remix costs most: $1.20, 75% of the spend. What it earns is unknown.")
      .waitFor();

    await rowOf(page, "remix").getByRole("link", { name: "remix", exact: true }).click();
    const spend = page.getByRole("table", { name: "What the spend was for" });
    expect(await spend.getByRole("row").last().textContent()).toContain("−$1.20");
    const coverage = page.getByRole("link", { name: /^Coverage/ });
    expect(await coverage.textContent()).toContain("unknown");
    expect(faults).toEqual([]);
  });
});

describe("with revenue", () => {
  beforeAll(async () => {
    const entry = { occurred_at: new Date().toISOString(), currency: "USD", user: "u_1" };
    await stack.server.api("POST", "/api/v1/revenue", {
      entries: [
        { ...entry, external_id: "ch_1", amount: "4.00", feature: "remix", surface: "web" },
      ],
    });
    await vi.waitFor(
      async () => {
        const { totals } = await get<SummaryAnswer>("analytics/summary");
        expect(totals.revenue).toBe("4.000000000");
      },
      { timeout: 30_000, interval: 250 },
    );
  });

  it("lists the API's figures, says who loses most, and orders them in the address", async () => {
    const { page, faults } = await visit("/features?range=7d");
    await page.getByText("extend loses most: $0.40, with 25% of the spend.").waitFor();
    const { data } = await get<BreakdownAnswer>("analytics/breakdown?by=feature");
    for (const row of data) {
      const text = await rowOf(page, row.values["feature"] ?? "").textContent();
      for (const amount of [row.spend, row.revenue ?? "", row.cost_per_delivered ?? ""]) {
        expect(text).toContain(usd(amount));
      }
      expect(text).toContain(formatSignedMoney("en-US", row.margin ?? "", "USD"));
    }
    const first = (name: string) =>
      listOf(page).locator("tbody tr:first-child").getByText(name, { exact: true }).waitFor();
    await first("remix");
    await page.getByRole("button", { name: "Margin" }).press("Enter");
    await page.waitForURL("**sort=margin**");
    await first("extend");
    const header = page.getByRole("columnheader", { name: "Margin" });
    expect(await header.getAttribute("aria-sort")).toBe("ascending");

    await page.getByRole("button", { name: "With their surfaces" }).click();
    await page.waitForURL("**rows=surface**");
    const surfaces = page.getByRole("table", { name: /on each surface/ });
    await surfaces.locator("tbody tr").nth(2).waitFor();
    expect(await surfaces.locator("tbody tr").count()).toBe(3);
    await page.goBack();
    await page.goBack();
    await first("remix");
    expect(faults).toEqual([]);
  });

  it("goes from a feature to its parts, which sum to the margin to the nano, and to the clips of one", async () => {
    const { page, faults } = await visit("/features?range=7d");
    await rowOf(page, "remix").getByRole("link", { name: "remix", exact: true }).click();
    await waterfallOf(page).waitFor();
    expect(new URL(page.url()).pathname).toBe("/features/remix");
    await settled(page);
    const exact = await waterfallOf(page)
      .locator("td [title]")
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute("title") ?? ""));
    const amounts = exact.map((text) => parseNano(text.replace("−", "-").replace("$", "")));
    const parts = amounts.slice(0, -1).reduce((sum, amount) => sum + amount, 0n);
    const { totals } = await get<SummaryAnswer>("analytics/summary?feature=remix");
    expect(amounts.at(-1)).toBe(parts);
    expect(amounts.at(-1)).toBe(parseNano(totals.margin ?? ""));
    const kept = page.getByRole("link", { name: /^Cost per kept clip/ });
    expect(await kept.textContent()).toContain(usd(totals.cost_per_delivered ?? ""));

    await waterfallOf(page).getByRole("link", { name: "Never downloaded: show the clips" }).click();
    await page.waitForURL("**/generations?**f=feature:remix&f=waste:never_downloaded**");
    await clipsOf(page).nth(0).waitFor();
    expect(await clipsOf(page).count()).toBe(1);
    expect(await clipsOf(page).textContent()).toContain("u_2");
    expect(faults).toEqual([]);
  });

  it("opens its tabs from the keyboard and by address, each with the API's figures", async () => {
    // The page is about its own feature, whatever a filter of the address says.
    const { page, faults } = await visit("/features/remix?range=7d&f=feature:extend");
    const costs = await get<ClipCostsAnswer>("analytics/clip-costs?feature=remix");
    const drawing = page.locator("svg[role=application]").last();
    await drawing.waitFor();
    expect(await drawing.locator("desc").first().textContent()).toContain(usd(costs.p50 ?? ""));
    await page.keyboard.press("t");
    const bins = page.getByRole("table", { name: "What a clip costs" });
    await bins.locator("tbody tr").nth(1).waitFor();

    await page.getByRole("tab", { name: "Cost" }).press("ArrowRight");
    await page.waitForURL("**tab=outcomes**");
    const outcomes = page.getByRole("table", { name: "What became of the clips, by model" });
    await outcomes.getByRole("link", { name: "sora-2, Kept: 1, show the clips" }).waitFor();
    await page.keyboard.press("ArrowRight");
    const curve = page.getByRole("table", { name: "How few users spend how much" });
    expect(await curve.getByRole("row").last().textContent()).toContain("$1.20");
    await page.getByRole("table", { name: "Users who spend most" }).getByText("u_1").waitFor();
    await page.goBack();
    await outcomes.waitFor();

    await page.goto("/features/remix?range=7d&tab=countries");
    const countries = page.getByRole("table", { name: "Countries and regions" });
    const france = countries.getByRole("row").filter({ hasText: "France (FR)" });
    expect(await france.textContent()).toContain("$1.20");
    await france.getByRole("link").click();
    await page.waitForURL("**/generations?**f=feature:remix&f=region:FR**");
    await clipsOf(page).nth(1).waitFor();
    expect(await clipsOf(page).count()).toBe(2);
    expect(faults).toEqual([]);
  });

  it("says that nothing names a feature, and shows one on a single surface", async () => {
    const { page } = await visit("/features/re%2Fmix%20%25?range=7d");
    await page.getByRole("heading", { level: 1, name: "re/mix %", exact: true }).waitFor();
    await page.getByText("Nothing is known of this feature").waitFor();
    expect(await page.getByRole("main").textContent()).toMatch(/spelled differently.*workspace/);
    const quiet = await visit("/features/remix?range=custom&from=2026-01-01&to=2026-01-02");
    await quiet.page.getByText("Nothing of this feature in this period").waitFor();
    await page.goto("/features/remix?range=7d");
    await settled(page);
    await page.getByRole("button", { name: "Surface All surfaces" }).press("Enter");
    await page.getByRole("menuitemradio", { name: "app_ios" }).press("Enter");
    await page.waitForURL("**f=surface:app_ios**");
    await page.getByText("It lost $0.40 in the last 7 days: nothing was earned with it.").waitFor();
    expect(await waterfallOf(page).getByRole("row").last().textContent()).toContain("−$0.40");
    await page.keyboard.press("g");
    await page.keyboard.press("f");
    // The list keeps what the feature was narrowed to.
    await rowOf(page, "remix").getByText("$0.40").first().waitFor();
  });

  it("says that nothing is known of a user nobody ever was, and shows no zeros", async () => {
    const { page, faults } = await visit("/users/u_nobody");
    await page.getByText("Nothing is known of this user").waitFor();
    expect(await page.getByRole("main").textContent()).not.toMatch(
      /[$]0|Can generate|Last 90 days/,
    );
    await page.getByRole("link", { name: "Search the users for it" }).click();
    await page.waitForURL("**/users?q=u_nobody");
    await page.goto("/users/u_2");
    await page.getByTestId("user-clips").waitFor();
    expect(await page.getByText("Nothing is known").count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it("speaks French", async () => {
    const { page } = await visit("/features/remix?range=7d", { locale: "fr-FR" });
    await page.getByText(/^Elle a rapporté 2,80/).waitFor();
    const tabs = await page.getByRole("tab").allTextContents();
    expect(tabs).toEqual(["Coût", "Issues", "Personnes", "Pays", "Générations"]);
  });

  it.each([
    ["light", "people", "generations"],
    ["dark", "outcomes", "countries"],
  ] as const)("has tabs that pass axe in %s and fit in 320 px: %s, %s", async (theme, ...tabs) => {
    const { page } = await visit(`/features/remix?range=7d&tab=${tabs[0]}`, { theme, width: 320 });
    for (const tab of tabs) {
      if (tab !== tabs[0]) await page.goto(`/features/remix?range=7d&tab=${tab}`);
      await settled(page);
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
        .analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(320);
    }
  });
});
