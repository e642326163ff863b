import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChangesAnswer } from "../../api/contract/changes.ts";
import type { GenerationsAnswer } from "../../api/contract/generations.ts";
import { openClickHouse } from "../../db/clickhouse/client.ts";
import { openPostgres } from "../../db/postgres/client.ts";
import { formatNano, parseNano } from "../../domain/money.ts";
import { bookJob, deliver } from "../integration/api/analytic-stores.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { openSystemStores, type SystemStores } from "../support/system-stores.ts";
import { startWebStack, type WebStack } from "../support/web-stack.ts";

const DAY_MS = 86_400_000;
const DAYS = 12;
const REMIXES = 3;
let stores: SystemStores;
let stack: WebStack;
let session: BrowserSession;
const opened: { close(): Promise<void> }[] = [];

const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
/** The last Tuesday that is over, with a Monday before it in the books. */
const TUESDAY = (() => {
  let at = Date.parse(`${dateOf(Date.now())}T00:00:00Z`) - DAY_MS;
  while (new Date(at).getUTCDay() !== 2) at -= DAY_MS;
  return at;
})();

const TUESDAY_TEXT = new Intl.DateTimeFormat("en", {
  dateStyle: "full",
  timeZone: "UTC",
})
  .format(TUESDAY)
  .replace(/^(\w{3})\w*, (\w{3})\w*/, "$1, $2");

/** Twelve days alike, but for a Tuesday on which remixes were made by a dearer model. */
beforeAll(async () => {
  stores = await openSystemStores();
  opened.push(stores);
  stack = await startWebStack({ env: stores.env });
  opened.push(stack);
  const pg = openPostgres({ kind: "url", url: stores.env["DATABASE_URL"] ?? "" });
  const ch = openClickHouse({ url: stores.env["CLICKHOUSE_URL"] ?? "", cluster: null });
  opened.push({ close: () => pg.close() }, { close: () => ch.close() });
  const [workspace] = await stores.sql<{ id: string }[]>`select id from workspaces`;
  const workspaceId = workspace?.id ?? "";
  for (let day = 0; day < DAYS; day += 1) {
    const date = dateOf(TUESDAY - (DAYS - 3 - day) * DAY_MS);
    if (Date.parse(date) >= Date.now() - DAY_MS / 2) break;
    const dear = date === dateOf(TUESDAY) ? { model: "sora-2-pro", cost: "2.4" } : {};
    for (let clip = 0; clip < REMIXES; clip += 1) {
      await bookJob(pg, workspaceId, `${date}T1${clip}:30:00Z`, { userId: `u_${clip}`, ...dear });
      await bookJob(pg, workspaceId, `${date}T0${clip}:30:00Z`, { feature: "create" });
    }
    await stack.server.api("POST", "/api/v1/revenue", {
      entries: [
        {
          external_id: date,
          occurred_at: `${date}T12:00:00Z`,
          feature: "remix",
          amount: "5",
          currency: "USD",
        },
      ],
    });
  }
  await deliver({ pg, ch, close: () => Promise.resolve() }, workspaceId);
  session = await openBrowser(stack.server.url);
  opened.push(session);
});
afterAll(async () => {
  for (const part of opened.toReversed()) await part.close();
});

async function get<Answer>(path: string): Promise<Answer> {
  const { status, body } = await stack.server.api("GET", `/api/v1/${path}`);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as Answer;
}

/** Points at a day of the chart of the last thirty, reads that it is the one, and clicks. */
async function clickDay(page: Page, dayMs: number): Promise<void> {
  const grid = page.locator(".recharts-cartesian-grid").first();
  await grid.waitFor();
  const box = await grid.boundingBox();
  if (box === null) throw new Error("the chart is not drawn");
  const today = Date.parse(`${dateOf(Date.now())}T00:00:00Z`);
  const place = 29 - (today - dayMs) / DAY_MS;
  await page.mouse.move(box.x + (box.width * place) / 29, box.y + box.height / 2);
  await page.getByText(TUESDAY_TEXT).waitFor();
  await page.mouse.down();
  await page.mouse.up();
}

describe("from a day on which the margin fell", () => {
  it("three clicks lead to the generation that did it, with figures that sum", async () => {
    const { page, faults } = await session.open({ cookie: stack.session });
    await page.goto("/");
    await clickDay(page, TUESDAY);
    const date = dateOf(TUESDAY);
    await page.waitForURL(`**from=${date}&to=${date}&cmp=previous`);
    const day = `from=${date}T00:00:00Z&to=${dateOf(TUESDAY + DAY_MS)}T00:00:00Z&tz=UTC`;
    const changes = await get<ChangesAnswer>(`analytics/changes?${day}&compare=previous`);
    const [mover] = changes.movers;
    expect([mover?.value, mover?.margin?.change]).toEqual(["remix", "-6.000000000"]);
    await page.getByText("mostly through remix (−$6.00)").waitFor();
    const drivers = page.getByRole("table", { name: "What moved the spend" });
    await drivers.getByRole("row", { name: /the mix of models.*\+\$6\.00/ }).waitFor();

    const movers = page.getByRole("table", { name: "What moved most, by feature" });
    await movers.getByRole("link", { name: "remix" }).click();
    const clips = page
      .getByRole("table", { name: "Generations in this period, newest first" })
      .locator("tbody tr");
    await expect.poll(() => clips.count()).toBe(REMIXES);
    const { data } = await get<GenerationsAnswer>(`generations?${day}&feature=remix`);
    const spent = data.reduce((sum, { cost }) => sum + parseNano(cost?.amount ?? "0"), 0n);
    expect(formatNano(spent)).toBe(mover?.spend.now);
    for (const text of await clips.allTextContents()) expect(text).toContain("$2.40");

    await clips.first().getByRole("link").first().click();
    await page.waitForURL("**/generations/*");
    await page.getByText("sora-2-pro").first().waitFor();
    expect(faults).toEqual([]);
  });

  it("a driver leads to the question that shows it, and a feature's name to its page", async () => {
    const { page, faults } = await session.open({ cookie: stack.session });
    const date = dateOf(TUESDAY);
    const day = `range=custom&from=${date}&to=${date}&tz=UTC&cmp=previous`;
    const drivers = page.getByRole("table", { name: "What moved the spend" });
    await page.goto(`/?${day}`);
    await drivers.getByRole("link", { name: "the mix of models" }).click();
    await page.waitForURL(/\/explore\?.*cmp=previous.*m=generations.*by=model/);
    await page.getByText("sora-2-pro").first().waitFor();
    await page.goBack();
    await drivers.getByRole("link", { name: "failures" }).click();
    await page.waitForURL(/\/generations\?.*f=status:blocked,cancelled,expired,failed/);

    await page.goto(`/?${day}`);
    const features = page.getByRole("table", { name: "By feature", exact: true });
    await features.getByRole("link", { name: "remix", exact: true }).click();
    await page.waitForURL(/\/features\/remix\?.*from=/);
    await page.getByRole("heading", { name: "remix", level: 1 }).waitFor();
    expect(faults).toEqual([]);
  });

  it("a chart of hours says that a click shows an hour's clips, one of days that it compares a day", async () => {
    const { page, faults } = await session.open({ cookie: stack.session });
    const date = dateOf(TUESDAY);
    await page.goto(`/?range=custom&from=${date}&to=${date}&tz=UTC`);
    await page.getByText("Click an hour to see its clips.").waitFor();
    expect(await page.getByText("Click a day").count()).toBe(0);
    await page.goto("/");
    await page.getByText("Click a day to see it against the one before.").waitFor();
    expect(faults).toEqual([]);
  });

  it("the keyboard picks the same day on the chart", async () => {
    const { page } = await session.open({ cookie: stack.session });
    await page.goto("/");
    const drawing = page.locator("svg[role=application]").first();
    await drawing.waitFor();
    await drawing.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.waitForURL("**cmp=previous");
    const { searchParams } = new URL(page.url());
    expect(searchParams.get("from")).toBe(searchParams.get("to"));
    await page.getByRole("heading", { name: "What changed" }).waitFor();
  });
});
