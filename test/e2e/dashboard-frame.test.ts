import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { SummaryAnswer, TimeseriesAnswer } from "../../api/contract/analytics.ts";
import { readCsv } from "../../domain/csv/read-csv.ts";
import { addDecimals } from "../../web/format/money.ts";
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
  await makeClip(clientOf("remix", "u_palette"));
  await makeClip(clientOf("create", "u_other"));
  session = await openBrowser(stack.server.url);
  opened.push(session);
  await vi.waitFor(
    async () => expect((await summary()).totals).toMatchObject({ generations: 2, in_flight: 0 }),
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

async function visit(path: string, options: Parameters<BrowserSession["open"]>[0] = {}) {
  const visited = await session.open({ ...options, cookie: stack.session });
  await visited.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await visited.page.goto(path);
  await visited.page.getByRole("heading", { level: 1 }).waitFor();
  await visited.page.waitForFunction(
    () => document.querySelector('main [aria-busy="true"], main .skeleton') === null,
  );
  return visited;
}

async function violationsOn(page: Page) {
  const found = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}

const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

describe("the palette", () => {
  it("finds a page, a user and a clip with the keyboard alone, and shows first what was used last", async () => {
    const { page, faults } = await visit("/?range=7d");
    const palette = page.getByRole("dialog", { name: "Find and do" });
    await page.keyboard.press("Control+k");
    await palette.getByRole("combobox").fill("palet");
    await palette.getByRole("option", { name: "u_palette" }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/users/u_palette?range=7d");

    const [clip] = (await ask<{ data: { id: string }[] }>("/api/v1/generations?user=u_palette"))
      .data;
    await page.keyboard.press("Control+k");
    await palette.getByRole("combobox").fill(clip?.id ?? "");
    await palette.getByRole("option", { name: clip?.id ?? "" }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/generations/${clip?.id ?? ""}?range=7d`);

    await page.keyboard.press("/");
    await palette.getByRole("combobox").fill("quotas");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/quotas?range=7d");
    await page.keyboard.press("/");
    expect(await palette.getByRole("group").first().getByRole("option").textContent()).toBe(
      "Quotas",
    );
    await palette.getByRole("combobox").fill("fran");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Rechercher" }).first().waitFor();
    await page.keyboard.press("Control+k");
    expect(await page.getByRole("dialog", { name: "Trouver et agir" }).textContent()).not.toMatch(
      /\b(the|and|Pages? of|Only|Period|Language)\b/,
    );
    expect(faults).toEqual([]);
  });
});

describe("a saved view", () => {
  it("says when it is changed, comes back, and leaves links that carry everything", async () => {
    const { page, faults } = await visit("/?range=7d&f=feature:remix");
    await page.getByRole("button", { name: "Views", exact: true }).click();
    await page.getByRole("menuitem", { name: "Save as…" }).click();
    await page.getByLabel("Name").fill("Remix, weekly");
    await page.getByLabel("Show it to everyone in the workspace").check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    const menu = (name: string) => page.getByRole("button", { name, exact: true });
    await menu("Views: Remix, weekly").waitFor();
    expect(parameter(page, "range")).toBe("7d");

    await page.keyboard.press("i");
    await menu("Views: Remix, weekly, changed").waitFor();
    // What is being refreshed is dimmed, and dimmed text has less contrast for a moment.
    await page.locator('main [aria-busy="true"]').first().waitFor({ state: "detached" });
    await menu("Views: Remix, weekly, changed").click();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole("menuitem", { name: "Save changes" }).click();
    await menu("Views: Remix, weekly").waitFor();
    expect(parameter(page, "g")).toBe("hour");
    await page.keyboard.press("x");
    await menu("Views: Remix, weekly, changed").click();
    await page.getByRole("menuitem", { name: "Back to the saved view" }).click();
    await menu("Views: Remix, weekly").waitFor();
    expect(parameter(page, "cmp")).toBe(null);

    await page.getByRole("button", { name: "Share", exact: true }).click();
    await page.getByRole("menuitem", { name: /Copy link with these dates/ }).click();
    await page.getByText("Link copied").waitFor();
    const frozen = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    expect(frozen.searchParams.get("f")).toBe("feature:remix");
    expect(frozen.searchParams.get("from")).toMatch(/^\d{4}-\d\d-\d\d$/);
    const shown = await page
      .locator("main")
      .getByText(/ – .*20\d\d/)
      .first()
      .textContent();
    const other = await visit(`${frozen.pathname}${frozen.search}`);
    expect(
      await other.page
        .locator("main")
        .getByText(/ – .*20\d\d/)
        .first()
        .textContent(),
    ).toBe(shown);
    expect([...faults, ...other.faults]).toEqual([]);
  });
});

describe("the chart over time", () => {
  it("carries notes and changes of our own: on the axis, in the list, in the table and in the file", async () => {
    const { page, faults } = await visit("/?range=7d");
    await page.keyboard.press("n");
    await page.getByLabel("What happened").fill("=Launch, in France");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    // The price of the set-up is the other one.
    const list = page.getByText("2 changes and notes in this period");
    await list.press("Enter");
    await page.getByText("Price of openai · sora-2: $0.10 / second of video").waitFor();
    await page.getByRole("button", { name: "Change the note “=Launch, in France”" }).waitFor();
    expect(await violationsOn(page)).toEqual([]);

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      (async () => {
        await page.getByRole("button", { name: "Download: Spend and revenue over time" }).click();
        await page.getByRole("menuitem", { name: /RFC 4180/ }).click();
      })(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^reelmeter_Spend-.*_UTC_USD\.csv$/);
    const read = readCsv(await readFile(await download.path(), "utf8"));
    const [head = [], ...rows] = read.kind === "records" ? read.records.map((r) => r.cells) : [];
    const series = await ask<TimeseriesAnswer>("/api/v1/analytics/timeseries");
    const known = series.series.flatMap((line) => line.points.map((point) => point.spend));
    const spend = head.indexOf("Spend");
    expect(addDecimals(rows.map((cells) => cells[spend] ?? ""))).toBe(addDecimals(known));
    expect(rows.at(-1)?.at(-1)).toContain("Launch, in France");

    await page.keyboard.press("t");
    const table = page.getByRole("table", { name: "Spend and revenue over time" });
    expect(await table.getByRole("row").nth(1).textContent()).toContain("=Launch, in France");
    await page.getByRole("button", { name: "Delete the note “=Launch, in France”" }).click();
    await page.getByRole("button", { name: "Delete note" }).click();
    await page.getByText("1 change or note in this period").waitFor();
    expect(faults).toEqual([]);
  });

  it("is saved as a picture twice its size, and zoomed by dragging and with the keyboard", async () => {
    const { page, faults } = await visit("/?range=7d");
    const chart = page.locator("svg[role=application]").first();
    await chart.waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      (async () => {
        await page.getByRole("button", { name: "Download: Spend and revenue over time" }).click();
        await page.getByRole("menuitem", { name: "Picture (PNG)" }).click();
      })(),
    ]);
    const png = await readFile(await download.path());
    expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
    const box = await chart.boundingBox();
    expect(png.readUInt32BE(16)).toBeGreaterThan((box?.width ?? 0) * 2);

    await chart.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("[");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("]");
    await page.waitForURL("**range=custom**");
    const days = () =>
      [parameter(page, "from"), parameter(page, "to")].map((day) => Date.parse(`${day}Z`));
    const [from = 0, to = 0] = days();
    expect((to - from) / 86_400_000).toBe(1);

    await page.goto("/?range=7d");
    await chart.waitFor();
    const { x = 0, y = 0, width = 0 } = (await chart.boundingBox()) ?? {};
    await page.mouse.move(x + width * 0.3, y + 60);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.5, y + 60, { steps: 4 });
    await page.mouse.move(x + width * 0.7, y + 60, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL("**range=custom**");
    expect(faults).toEqual([]);
  });
});

describe("the printed overview", () => {
  it("is one light column with the API's figures, the dates and the zone, and has no horizontal scroll at 320 px", async () => {
    const { page, faults } = await visit("/print/overview?range=7d&cmp=previous&f=feature:remix", {
      theme: "dark",
    });
    await page.getByRole("button", { name: "Print" }).waitFor();
    const { totals } = await ask<SummaryAnswer>("/api/v1/analytics/summary?feature=remix");
    const spend = new Intl.NumberFormat("en", { style: "currency", currency: "USD" }).format(
      Number(totals.spend),
    );
    const table = page.getByRole("table", { name: "By feature", exact: true });
    expect(await table.getByRole("row").last().textContent()).toContain(spend);
    expect(await page.locator("header").textContent()).toContain("feature: remix");
    await page.getByRole("table", { name: "What moved the spend" }).waitFor();
    await page.getByRole("table", { name: "What moved most, by feature" }).waitFor();
    const tiles = page.getByRole("definition").filter({ hasText: "was $0" });
    expect(await tiles.first().textContent()).toContain(`+${spend}`);
    expect(await page.locator("nav").count()).toBe(0);
    const colour = await page.locator("main").evaluate((e) => getComputedStyle(e).backgroundColor);
    expect(colour).toBe("rgb(255, 255, 255)");
    expect(await violationsOn(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      320,
    );
    expect(faults).toEqual([]);
  });
});
