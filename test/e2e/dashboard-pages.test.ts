import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { BreakdownAnswer, SummaryAnswer } from "../../api/contract/analytics.ts";
import type { GenerationsAnswer } from "../../api/contract/generations.ts";
import { multiplyNano, parseNano } from "../../domain/money.ts";
import { formatMoney } from "../../web/format/money.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import {
  addressOf,
  DASHBOARD_PAGES,
  type DashboardPage,
  type PageIds,
} from "../support/dashboard-pages.ts";
import { makePageIds } from "../support/make-page-ids.ts";
import { sidewaysFrames, watchSideways } from "../support/sideways-scroll.ts";
import { makeClip, startWebStack, type WebStack } from "../support/web-stack.ts";

let stack: WebStack;
let session: BrowserSession;
/** What was opened, for closing in reverse even when a later start failed. */
const opened: { close(): Promise<void> }[] = [];

const CLIPS = 4;

beforeAll(async () => {
  stack = await startWebStack();
  opened.push(stack);
  const remix = stack.client({ "Reelmeter-Feature": "remix", "Reelmeter-User": "u_1" });
  const create = stack.client({ "Reelmeter-Feature": "create", "Reelmeter-User": "00123" });
  await makeClip(remix, { seconds: "8" });
  await makeClip(remix, { download: false });
  await makeClip(create);
  await makeClip(create, { model: "sim-without-a-price" });
  const entry = { occurred_at: new Date().toISOString(), currency: "USD", user: "u_1" };
  await stack.server.api("POST", "/api/v1/revenue", {
    entries: [
      { ...entry, external_id: "ch_1", amount: "4.00", feature: "remix" },
      { ...entry, external_id: "ch_2", amount: "0.10", feature: "create" },
    ],
  });
  session = await openBrowser(stack.server.url);
  opened.push(session);
  await vi.waitFor(
    async () => {
      const { totals } = await summary();
      expect(totals).toMatchObject({ generations: CLIPS, in_flight: 0, revenue: "4.100000000" });
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
const summary = () => ask<SummaryAnswer>("/api/v1/analytics/summary");
const usd = (decimal: string, style?: Parameters<typeof formatMoney>[3]) =>
  formatMoney("en-US", decimal, "USD", style);

/** The owner's browser on a page, once the page has its figures. */
async function visit(path: string, options: Parameters<BrowserSession["open"]>[0] = {}) {
  const opened = await session.open({ ...options, cookie: stack.session });
  await opened.page.goto(path);
  await opened.page.getByRole("heading", { level: 1 }).waitFor();
  await settled(opened.page);
  return opened;
}

/** Nothing is being loaded any more. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('main [aria-busy="true"], main .skeleton') === null,
  );
}

describe("the overview", () => {
  it("shows the API's own figures: cards, table and total", async () => {
    const { page, faults } = await visit("/");
    const { totals } = await summary();
    const card = (name: string) =>
      page.getByRole("link", { name: `${name}: show the generations behind it` });
    expect(await card("Spend").textContent()).toContain(usd(totals.spend, "compact"));
    expect(await card("Revenue").textContent()).toContain(usd(totals.revenue ?? "", "compact"));
    expect(await card("Generations").textContent()).toContain("1 unpriced");

    const breakdown = await ask<BreakdownAnswer>("/api/v1/analytics/breakdown?by=feature");
    const table = page.getByRole("table", { name: "By feature", exact: true });
    for (const row of breakdown.data) {
      const cells = table.getByRole("row").filter({ hasText: row.values["feature"] ?? "" });
      expect(await cells.textContent()).toContain(usd(row.spend));
      expect(await cells.textContent()).toContain(usd(row.revenue ?? ""));
    }
    const total = table.getByRole("row").filter({ hasText: "Total" });
    expect(await total.textContent()).toContain(usd(totals.spend));
    expect(faults).toEqual([]);
  });

  it("leads from a feature to its generations, whose costs sum to the feature's spend", async () => {
    const { page } = await visit("/");
    await page
      .getByRole("table", { name: "By feature", exact: true })
      .getByRole("link", { name: /^remix, .* show its clips$/ })
      .click();
    await page.getByRole("heading", { level: 1, name: "Generations" }).waitFor();
    expect(new URL(page.url()).searchParams.getAll("f")).toEqual(["feature:remix"]);
    await page.getByRole("rowheader").first().waitFor();
    const list = await ask<GenerationsAnswer>("/api/v1/generations?feature=remix");
    const breakdown = await ask<BreakdownAnswer>("/api/v1/analytics/breakdown?by=feature");
    const spend = breakdown.data.find((row) => row.values["feature"] === "remix")?.spend ?? "";
    const sum = list.data.reduce((nano, row) => nano + parseNano(row.cost.amount ?? "0"), 0n);
    expect(sum).toBe(parseNano(spend));
    expect(await page.getByRole("rowheader").count()).toBe(list.data.length);
  });

  it("keeps the view through a reload, back and forward", async () => {
    const { page } = await visit("/?range=7d");
    await page.getByRole("button", { name: /^Compare/ }).click();
    await page.getByRole("menuitemradio", { name: "Period before" }).click();
    await page.getByText("compared with").waitFor();
    await page.getByRole("button", { name: /^Split by/ }).click();
    await page.getByRole("menuitemradio", { name: "Model" }).click();
    await page.getByRole("heading", { name: "By model", exact: true }).waitFor();
    expect(new URL(page.url()).search).toBe("?range=7d&cmp=previous&by=model");
    await page.goBack();
    await page.getByRole("heading", { name: "By feature", exact: true }).waitFor();
    await page.goForward();
    await page.getByRole("heading", { name: "By model", exact: true }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "By model", exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "Period: Last 7 days" }).isVisible()).toBe(true);
  });

  it("draws its chart with a name and a description, and gives the same numbers as a table", async () => {
    const { page } = await visit("/?range=24h");
    const chart = page.locator("svg[role=application]").first();
    await chart.waitFor();
    expect(await chart.locator("title").first().textContent()).toBe("Spend and revenue over time");
    expect(await chart.locator("desc").first().textContent()).toContain("Total spend");
    await page.keyboard.press("t");
    const table = page.getByRole("table", { name: "Spend and revenue over time" });
    const { totals } = await ask<SummaryAnswer>("/api/v1/analytics/summary");
    expect(await table.getByRole("row").last().textContent()).toContain(usd(totals.spend));
  });

  it("takes in a new clip within five seconds of its end, without being touched", async () => {
    const { page } = await visit("/?range=24h");
    const before = (await summary()).totals.generations;
    await makeClip(stack.client({ "Reelmeter-Feature": "late-comer" }));
    const ended = Date.now();
    await page.getByRole("link", { name: "late-comer", exact: true }).waitFor({ timeout: 10_000 });
    expect(Date.now() - ended).toBeLessThan(5_000);
    expect((await summary()).totals.generations).toBe(before + 1);
  });

  it("says what failed, with the request id, and recovers when asked again", async () => {
    const { page } = await visit("/keys");
    const problem = {
      status: 500,
      title: "x",
      detail: "The store is away.",
      code: "x",
      request_id: "req-42",
    };
    await page.route("**/api/v1/analytics/summary**", (route) =>
      route.fulfill({ status: 500, contentType: "application/problem+json", json: problem }),
    );
    await page.getByRole("link", { name: "Overview" }).click();
    const alert = page.getByRole("alert").filter({ hasText: "The store is away." });
    await alert.waitFor();
    expect(await alert.textContent()).toContain("req-42");
    await page.unroute("**/api/v1/analytics/summary**");
    await alert.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("link", { name: /^Spend: show/ }).waitFor();
  });
});

describe("a generation", () => {
  it("shows units × price = cost, which is right to the nano, and every request of it", async () => {
    const { data } = await ask<GenerationsAnswer>("/api/v1/generations?feature=remix");
    const eight = data.find(
      (row) => row.video_seconds === "8.000000000" || row.cost.amount === "0.800000000",
    );
    const { page, faults } = await visit(`/generations/${eight?.id ?? ""}`);
    const terms = await page.getByTestId("sum").getByTestId("term").allTextContents();
    expect(terms).toEqual(["8", "$0.10", "$0.80"]);
    const [units = "", price = "", cost = ""] = terms.map((text) => text.replace("$", ""));
    expect(multiplyNano(parseNano(units), parseNano(price))).toBe(parseNano(cost));
    expect(await page.getByTestId("cost").textContent()).toBe("$0.80");
    const requests = page.getByRole("table", { name: "Requests" });
    await requests.getByText("POST").first().waitFor();
    await requests.getByText("/content").first().waitFor();
    expect(faults).toEqual([]);
  });

  it("says why a cost is unknown, and does not call it 0", async () => {
    const { data } = await ask<GenerationsAnswer>("/api/v1/generations?feature=create");
    const unpriced = data.find((row) => row.cost.basis === "unpriced");
    const { page } = await visit(`/generations/${unpriced?.id ?? ""}`);
    expect(await page.getByTestId("cost").textContent()).toBe("unknown");
    await page.getByText("the price book has nothing for this model").waitFor();
  });

  it("is not found when it does not exist", async () => {
    const { page } = await visit("/generations/0190b0f4-7c5e-7000-8000-000000000000");
    const missing = page.getByText("There is no such generation in this workspace");
    await missing.waitFor();
    expect(await page.getByTestId("cost").count()).toBe(0);
  });
});

describe("keys, upstreams, prices and revenue", () => {
  it("makes a key that is shown once, and revokes it after asking", async () => {
    const { page } = await visit("/keys");
    await page.getByRole("button", { name: "Create key" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("iOS app");
    await dialog.getByLabel("Pinned attribution").fill("surface");
    await dialog.getByRole("button", { name: "Create key" }).click();
    await dialog.getByText("“surface” is not a pair").waitFor();
    await dialog.getByLabel("Pinned attribution").fill("surface=app_ios\nteam=growth");
    await dialog.getByRole("button", { name: "Create key" }).click();
    expect(await page.getByTestId("secret").textContent()).toMatch(/^rm_live_/);
    await page.getByRole("button", { name: "I have stored it" }).click();
    expect(await page.getByText(/rm_live_\w{20}/).count()).toBe(0);
    const row = page.getByRole("row").filter({ hasText: "iOS app" });
    expect(await row.textContent()).toContain("surface=app_ios");
    await row.getByRole("button", { name: "Revoke iOS app" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await row.getByText("revoked").waitFor();
  });

  it("adds an upstream, shows a refused address beside its field, and disables it after asking", async () => {
    const { page } = await visit("/upstreams");
    await page.getByRole("button", { name: "Add upstream" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name in the address").fill("own-gpus");
    await dialog.getByLabel("Base URL").fill(`${stack.simulatorUrl}/v1`);
    await dialog.getByLabel("Credential").fill("secret-credential");
    await dialog.getByRole("button", { name: "Add upstream" }).click();
    await dialog.locator("[name=base_url][aria-invalid=true]").waitFor();
    await dialog.getByLabel("Allow a private address").check();
    await dialog.getByLabel("Dedicated GPUs").check();
    await dialog.getByRole("button", { name: "Add upstream" }).click();
    const card = page.getByRole("listitem").filter({ hasText: "own-gpus" });
    await card.getByText("8 × H100 at $2.50 an hour").waitFor();
    await card.getByRole("button", { name: "Disable own-gpus" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
    await card.getByText("disabled", { exact: true }).waitFor();
    expect(await card.getByRole("button", { name: "Enable own-gpus" }).isVisible()).toBe(true);
  });

  it("adds a price version and a revenue entry", async () => {
    const { page } = await visit("/prices");
    await page.getByRole("button", { name: "Add version" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Model").fill("sora-2-next");
    await dialog.getByLabel("Price", { exact: true }).fill("0,25");
    await dialog.getByRole("button", { name: "Add a condition" }).click();
    await dialog.getByLabel("Name, line 1").fill("size");
    await dialog.getByLabel("Value, line 1").fill("1280x720");
    await dialog.getByLabel("Valid from (UTC)").fill("2026-01-01");
    await dialog.getByRole("button", { name: "Add version" }).click();
    await page.getByRole("row").filter({ hasText: "sora-2-next" }).getByText("$0.25").waitFor();

    await page.getByRole("link", { name: "Revenue" }).click();
    await page.getByRole("button", { name: "Add entry" }).click();
    await page.getByLabel("External id").fill("ch_by_hand");
    await page.getByLabel("When").fill("2026-01-02T10:00");
    await page.getByLabel("Amount").fill("-4.00");
    await page.getByRole("dialog").getByRole("button", { name: "Add entry" }).click();
    const entry = page.getByRole("row").filter({ hasText: "ch_by_hand" });
    await entry.getByText("−$4.00").waitFor();
    expect(await entry.count()).toBe(1);
  });
});

describe("the keyboard", () => {
  it("goes to pages, opens the sheet and gives the focus back, and can be switched off", async () => {
    const { page } = await visit("/");
    await page.keyboard.press("g");
    await page.keyboard.press("k");
    await page.getByRole("heading", { level: 1, name: "Keys" }).waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.getByLabel("Single-key shortcuts").uncheck();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("g");
    await page.keyboard.press("o");
    expect(new URL(page.url()).pathname).toBe("/keys");
  });

  it("reaches the content with one Tab and Enter, and a menu without a mouse", async () => {
    const { page } = await visit("/");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to content");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^Period:/ }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowDown");
    await page.getByRole("menuitemradio", { name: "Last 7 days" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/?range=7d");
  });
});

describe("every page", () => {
  const signIn: DashboardPage = { route: "/sign-in" };
  const bars: DashboardPage = { route: "/explore?by=feature&kind=bars" };
  let shown: Awaited<ReturnType<BrowserSession["open"]>>;
  let ids: PageIds;
  beforeAll(async () => {
    ids = await makePageIds(stack);
    shown = await session.open({ cookie: stack.session });
    await watchSideways(shown.context);
  });
  afterAll(() => shown.context.close());

  /** The page in a window this wide, loaded anew. */
  async function load(entry: DashboardPage, width: number): Promise<Page> {
    const { page } = shown;
    await page.setViewportSize({ width, height: 900 });
    await page.goto(addressOf(entry, ids));
    await page.getByRole("heading", { level: 1 }).waitFor();
    await settled(page);
    return page;
  }

  it.each([...DASHBOARD_PAGES, signIn])(
    "$route has nothing that axe finds, in either theme",
    async (entry) => {
      const page = await load(entry, 1280);
      // No page has frames, and the legacy mode does not look into them: half the time.
      const axe = () => new AxeBuilder({ page }).setLegacyMode(true);
      const light = await axe()
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
        .analyze();
      expect(light.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual(
        [],
      );
      // What another theme changes is colours.
      await page.emulateMedia({ colorScheme: "dark" });
      const dark = await axe().include("main").withRules(["color-contrast"]).analyze();
      await page.emulateMedia({ colorScheme: "light" });
      expect(dark.violations.flatMap(({ nodes }) => nodes.map(({ html }) => html))).toEqual([]);
    },
  );

  it.each([...DASHBOARD_PAGES, signIn, bars])(
    "$route can be scrolled sideways in no frame at 320 px",
    async (entry) => {
      const page = await load(entry, 320);
      if ((await page.locator("figure[aria-busy]").count()) > 0)
        await page.locator("figure[aria-busy] svg, figure[aria-busy] table").first().waitFor();
      expect(await sidewaysFrames(page)).toEqual([]);
    },
  );
});

describe("a narrow window", () => {
  it("does not show what was drawn for a wide one, in no frame either", async () => {
    const { context, page } = await session.open({ cookie: stack.session });
    await watchSideways(context);
    await page.goto("/");
    const chart = page.locator("svg[role=application]").first();
    await chart.waitFor();
    await page.setViewportSize({ width: 320, height: 900 });
    await vi.waitFor(async () => expect((await chart.boundingBox())?.width).toBeLessThan(320));
    expect(await sidewaysFrames(page)).toEqual([]);
  });
});

describe("French", () => {
  it("is spoken when the browser asks for it, amounts and dates included", async () => {
    const { page } = await visit("/", { locale: "fr-FR" });
    await page.getByRole("heading", { level: 1, name: "Vue d’ensemble" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("fr");
    expect(await page.getByRole("main").textContent()).toMatch(/\d,\d{2}\s\$/);
  });
});
