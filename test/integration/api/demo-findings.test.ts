import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BacktestAnswer } from "../../../api/contract/backtest.ts";
import type { BreakEvenAnswer, ScaleAnswer } from "../../../api/contract/break-even.ts";
import type { EconomicsAnswer } from "../../../api/contract/economics.ts";
import type { LosingUsersAnswer } from "../../../api/contract/losing-users.ts";
import { divideRounded, formatNano, parseNano } from "../../../domain/money.ts";
import { ANALYST_BOOK, REPORTED_BOOK } from "../../../scripts/demo/cost-books.ts";
import { EVENTS } from "../../../scripts/demo/launch-plan.ts";
import type { AnalyticStores } from "./analytic-stores.ts";
import { ADMIN_TOKEN, apiUnderTest, type ApiUnderTest } from "./api-under-test.ts";
import { bySql, DEMO_END_MS, inDollars, openLoadedDemo, YEAR } from "./loaded-demo.ts";

const CLIPS = 30_000;
const DAY_MS = 86_400_000;
/** A year of days is summed up before the first question. */
const LOAD_TIMEOUT_MS = 240_000;

let stores: AnalyticStores;
let api: ApiUnderTest;

beforeAll(async () => {
  stores = await openLoadedDemo(CLIPS);
  api = apiUnderTest(stores);
  api.setNow(DEMO_END_MS);
}, LOAD_TIMEOUT_MS);
afterAll(async () => {
  await stores.close();
});

async function ask<Body>(path: string, query: string): Promise<Body> {
  const answer = await api.call("GET", `/api/v1/analytics/${path}?${YEAR}&${query}`, {
    token: ADMIN_TOKEN,
  });
  expect(answer.status).toBe(200);
  return answer.body as Body;
}

const book = (name: string) => `book=${encodeURIComponent(name)}`;

/** Half up in whole nano: a fifteenth of a GPU second's price is 33,333 nano. */
const REPORTED_COST =
  "toDecimal128(intDiv(toInt128(gpu_ms) * 1000000 * 33333 * 2 + 1000000000, 2000000000), 9) / 1000000000";

interface Spent {
  readonly name: string;
  readonly clips: number;
  readonly succeeded: number;
  readonly spend: string;
}

/** Clips and what they cost, by hand. */
async function spent(of: string, where = "true", cost = "cost"): Promise<Spent[]> {
  return bySql<Spent>(
    stores,
    `SELECT toString(${of}) AS name, count() AS clips, countIf(state = 'succeeded') AS succeeded, sum(${cost}) AS spend
     FROM generations_v1 FINAL WHERE ${where} GROUP BY name ORDER BY name`,
  );
}

interface Paid {
  readonly user: string;
  readonly plan: string;
  readonly usd: bigint;
}

/** Every payment, by hand in dollars. */
async function paid(where = "true"): Promise<Paid[]> {
  const rows = await bySql<{ user: string; plan: string; amount: string; currency: string }>(
    stores,
    `SELECT user_id AS user, plan, amount, toString(currency) AS currency FROM revenue_v1 FINAL WHERE ${where}`,
  );
  return rows.map(({ user, plan, amount, currency }) => ({
    user,
    plan,
    usd: inDollars(amount, currency),
  }));
}

const total = (payments: readonly Paid[]) => payments.reduce((sum, { usd }) => sum + usd, 0n);
const each = (amount: bigint, count: number) => formatNano(divideRounded(amount, BigInt(count)));
const nano = (decimal: string | null | undefined) => parseNano(decimal ?? "0");

function millionths(part: bigint, whole: bigint): string {
  return formatNano(divideRounded(part * 1_000_000n, whole) * 1000n).slice(0, -3);
}

function planOf<Row extends { value: string }>(rows: readonly Row[], plan: string): Row {
  const row = rows.find(({ value }) => value === plan);
  if (row === undefined) throw new Error(`no row for ${plan}`);
  return row;
}

describe("the demo lets a newcomer find", () => {
  it.each([
    ["booked costs", "", "cost"],
    ["the analysts' book", book(ANALYST_BOOK), "cost"],
    ["the reported book", book(REPORTED_BOOK), REPORTED_COST],
  ])("how little of the cost is covered: %s", async (_, query, cost) => {
    const answer = await ask<EconomicsAnswer>("economics", `by=plan&${query}`);
    const plans = await spent("plan", "true", cost);
    const spend = plans.reduce((sum, row) => sum + nano(row.spend), 0n);
    const revenue = total(await paid());
    expect(answer.totals.spend).toBe(formatNano(spend));
    expect(answer.totals.recognised_revenue).toBe(formatNano(revenue));
    expect(answer.totals.coverage.value).toBe(millionths(revenue, spend));
    expect(answer.left_out).toEqual([]);
    if (query !== "") expect(answer.book).toMatchObject({ priced: CLIPS, kept: 0 });
    // 0.12 % and 1.7 % in public figures; a small history sells few whole subscriptions.
    const [least, most] = cost === "cost" ? [0.0008, 0.0017] : [0.012, 0.0255];
    expect(Number(answer.totals.coverage.value)).toBeGreaterThan(least);
    expect(Number(answer.totals.coverage.value)).toBeLessThan(most);
  });

  it("a bought pack that earns 0.40 a clip against 1.30", async () => {
    const answer = await ask<EconomicsAnswer>("economics", "by=plan");
    const [hand] = await spent("plan", "plan = 'pack'");
    const pack = planOf(answer.data, "pack");
    const revenue = total(await paid("plan = 'pack'"));
    expect(pack.revenue_per_clip.value).toBe(each(revenue, hand?.clips ?? 0));
    expect(pack.cost_per_clip.value).toBe(each(nano(hand?.spend), hand?.clips ?? 0));
    expect(Number(pack.revenue_per_clip.value)).toBeCloseTo(0.4, 1);
    expect(Number(pack.cost_per_clip.value)).toBeCloseTo(1.3, 0);
  });

  it("an API clip of ten seconds that sells at 1.00 against 1.30", async () => {
    const answer = await ask<EconomicsAnswer>("economics", "by=plan&customer=ten-second%20ads");
    const [hand] = await spent("customer", "customer = 'ten-second ads'");
    const seconds = await spent("requested_seconds", "customer = 'ten-second ads'");
    expect(seconds.map(({ name }) => name)).toEqual(["10"]);
    const sold = planOf(answer.data, "api");
    expect(sold.revenue_per_succeeded_clip.value).toBe("1.000000000");
    expect(sold.cost_per_clip.value).toBe(each(nano(hand?.spend), hand?.clips ?? 0));
    expect(Number(sold.cost_per_clip.value)).toBeGreaterThan(1);
  });

  it("a plan of 20 a month that turns negative at the 16th clip while its limit allows 900", async () => {
    const rule = {
      name: "30 clips a day",
      subject: { each: "user" },
      metric: "generations",
      window: { kind: "calendar", unit: "day", tz: "UTC" },
      limit: "30",
      mode: "block",
    };
    await api.call("POST", "/api/v1/quotas", { token: ADMIN_TOKEN, body: rule });
    const answer = await ask<BreakEvenAnswer>("breakeven", "price=20");
    const [hand] = await spent("plan", "plan = 'plus'");
    const cost = nano(each(nano(hand?.spend), hand?.clips ?? 0));
    const plus = planOf(answer.data, "plus");
    expect(plus.cost_per_clip.value).toBe(formatNano(cost));
    expect(plus).toMatchObject({ covered_clips: 15, first_loss_clip: 16, clips_allowed: 900 });
    expect(plus.margin_at_limit).toBe(formatNano(nano("20") - 900n * cost));
  });

  it("payers and everyone else, each with what they cost and paid", async () => {
    const { totals } = await ask<EconomicsAnswer>("economics", "by=feature");
    const payments = await paid();
    const payers = [...new Set(payments.map(({ user }) => user))];
    const list = payers.map((user) => `'${user}'`).join(", ");
    const sides = await spent(`user_id IN (${list})`);
    const figures = (name: string) => sides.find((side) => side.name === name);
    expect(totals.paying_users).toBe(payers.length);
    expect(totals.payers).toMatchObject({
      active_users: payers.length,
      generations: figures("1")?.clips,
      spend: formatNano(nano(figures("1")?.spend)),
      revenue: formatNano(total(payments)),
    });
    expect(totals.non_payers).toMatchObject({
      generations: figures("0")?.clips,
      spend: formatNano(nano(figures("0")?.spend)),
      revenue: formatNano(0n),
    });
  });

  it.each([
    ["booked costs", "", "cost"],
    ["the reported book", book(REPORTED_BOOK), REPORTED_COST],
  ])("who costs more than they pay: %s", async (_, query, cost) => {
    const answer = await ask<LosingUsersAnswer>("losing-users", `limit=100&${query}`);
    const users = await spent("user_id", "true", cost);
    const payments = new Map<string, bigint>();
    for (const { user, usd } of await paid()) payments.set(user, (payments.get(user) ?? 0n) + usd);
    const losses = users
      .map(({ name, spend }) => ({ name, loss: nano(spend) - (payments.get(name) ?? 0n) }))
      .filter(({ loss }) => loss > 0n)
      .toSorted((a, b) => Number(b.loss - a.loss) || (a.name < b.name ? -1 : 1));
    expect(answer.totals).toMatchObject({
      active_users: users.length,
      losing_users: losses.length,
      losing_payers: losses.filter(({ name }) => payments.has(name)).length,
      loss: formatNano(losses.reduce((sum, { loss }) => sum + loss, 0n)),
    });
    expect(answer.data.map(({ user, loss }) => [user, loss])).toEqual(
      losses.slice(0, 100).map(({ name, loss }) => [name, formatNano(loss)]),
    );
    const spends = users.map(({ spend }) => nano(spend)).toSorted((a, b) => Number(b - a));
    const top = spends.slice(0, Math.ceil(users.length / 100));
    expect(answer.top_percent).toMatchObject({
      users: top.length,
      spend: formatNano(top.reduce((sum, spend) => sum + spend, 0n)),
    });
  });

  it("what was wasted, each cause apart", async () => {
    const { totals } = await ask<EconomicsAnswer>("economics", "by=feature");
    const states = "if(state = 'succeeded', if(first_downloaded_at IS NULL, 'unseen', ''), state)";
    const rows = await spent(states);
    const of = (...names: string[]) =>
      formatNano(
        rows.reduce((sum, row) => sum + (names.includes(row.name) ? nano(row.spend) : 0n), 0n),
      );
    expect(totals.waste_by_cause).toEqual({
      failed: of("failed", "cancelled"),
      blocked: of("blocked"),
      never_downloaded: of("unseen"),
      // Every prompt of the history is another one.
      duplicate: formatNano(0n),
    });
    expect(totals.waste).toBe(of("failed", "cancelled", "blocked", "unseen"));
  });

  it("what six clips a day instead of thirty would have saved, and whom it hits", async () => {
    const firstMs = Math.floor(DEMO_END_MS / DAY_MS) * DAY_MS - 364 * DAY_MS;
    const [from, to] = [firstMs, firstMs + EVENTS.freeCut * DAY_MS].map((ms) =>
      new Date(ms).toISOString(),
    );
    const rule = {
      subject: { each: "user", plan: "free" },
      metric: "generations",
      window: { kind: "calendar", unit: "day", tz: "UTC" },
      limit: "6",
    };
    const answer = await api.call("POST", "/api/v1/quotas/backtest", {
      token: ADMIN_TOKEN,
      body: { rule, from, to },
    });
    expect(answer.status).toBe(200);
    const outcome = (answer.body as BacktestAnswer).rule;
    const [hand] = await bySql<{ refused: number; saved: string; users: number }>(
      stores,
      `SELECT countIf(place > 6) AS refused, sumIf(cost, place > 6) AS saved, uniqExactIf(user_id, place > 6) AS users
       FROM (SELECT *, row_number() OVER (PARTITION BY user_id, toDate(created_at) ORDER BY created_at, generation_id) AS place
         FROM generations_v1 FINAL WHERE plan = 'free' AND created_at < parseDateTimeBestEffort('${to}'))`,
    );
    expect(hand?.refused).toBeGreaterThan(0);
    expect([outcome.refused, outcome.users_hit]).toEqual([hand?.refused, hand?.users]);
    expect(nano(outcome.spend_saved["USD"])).toBe(nano(hand?.saved));
  });

  it.each([
    [
      "1 % of the assistant's users once a week",
      "share=0.01&clips_per_week=1",
      "1578571.428571429",
    ],
    ["5 % of them twice a week", "share=0.05&clips_per_week=2", "15785714.285714286"],
  ])("what opening it costs in a day: %s", async (_, query, expected) => {
    const given = await ask<ScaleAnswer>(
      "economics/scale",
      `users=850000000&cost_per_clip=1.30&${query}`,
    );
    expect(given.spend_per_day).toBe(expected);
    const measured = await ask<ScaleAnswer>("economics/scale", `users=850000000&${query}`);
    const spend = (await spent("'all'")).reduce((sum, row) => sum + nano(row.spend), 0n);
    expect(measured.cost_per_clip.value).toBe(each(spend, CLIPS));
  });
});
