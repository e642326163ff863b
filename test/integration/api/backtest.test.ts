import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadHistory } from "../../../db/clickhouse/bulk-load.ts";
import type { GenerationRow } from "../../../db/clickhouse/rows/generation-row.ts";
import { writeQuotaRules } from "../../../db/postgres/management/quota-rules.ts";
import { formatNano, parseNano } from "../../../domain/money.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { clipRow, type ClipFacts } from "../../support/generation-rows.ts";
import { deliver, openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import {
  apiUnderTest,
  newToken,
  newWorkspace,
  type ApiUnderTest,
  type Json,
} from "./api-under-test.ts";

const plane = sharedDataPlane();
let stores: AnalyticStores;
let api: ApiUnderTest;

beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  api = apiUnderTest(stores);
}, 60_000);
afterAll(async () => {
  await stores.close();
});

/** Ten days over the night in which Paris sets its clocks forward. */
const PERIOD = { from: "2026-03-25T00:00:00Z", to: "2026-04-04T00:00:00Z", tz: "Europe/Paris" };
const FROM_MS = Date.parse(PERIOD.from);
const PARIS_DAY = { kind: "calendar", unit: "day", tz: "Europe/Paris" };
const SIX_A_DAY = {
  subject: { each: "user" },
  metric: "generations",
  window: PARIS_DAY,
  limit: "6",
};

interface Tenant {
  readonly workspaceId: string;
  readonly token: string;
  ask(body: object): Promise<{ status: number; body: Json }>;
}

async function tenant(): Promise<Tenant> {
  const workspaceId = await newWorkspace(stores.pg);
  const { token } = await newToken(api, workspaceId, "viewer");
  return {
    workspaceId,
    token,
    ask: (body) => api.call("POST", "/api/v1/quotas/backtest", { token, body }),
  };
}

/** The same number for the same text, below `limit`. */
function drawn(text: string, limit: number): number {
  return createHash("sha256").update(text).digest().readUInt32LE(0) % limit;
}

function clips(
  workspaceId: string,
  count: number,
  facts: Partial<ClipFacts> = {},
): GenerationRow[] {
  return Array.from({ length: count }, (_, index) => {
    const seed = `${index}`;
    const user = Math.min(drawn(`user ${seed}`, 30), drawn(`heavy ${seed}`, 30));
    return clipRow({
      workspaceId,
      createdAtMs: FROM_MS + drawn(`at ${seed}`, 10 * 86_400_000),
      random: createHash("sha256").update(`${workspaceId} ${seed}`).digest().subarray(0, 10),
      user: `u_${user}`,
      feature: ["create", "remix", "storyboard"][drawn(`feature ${seed}`, 3)] ?? "",
      cost: `0.${1 + drawn(`cost ${seed}`, 9)}`,
      ...facts,
    });
  });
}

async function load(generations: readonly GenerationRow[]): Promise<void> {
  await loadHistory(stores.ch, { batchId: randomUUID(), generations, revenue: [] });
}

/** Asks the store itself, by other means than a replay. */
async function bySql(workspaceId: string, sql: string): Promise<Json[]> {
  const result = await stores.ch.client.query({
    query: `WITH rows AS (
      SELECT *, row_number() OVER (
        PARTITION BY user_id, toDate(created_at, 'Europe/Paris') ORDER BY created_at, generation_id) AS place
      FROM generations_v1 FINAL WHERE workspace_id = {workspace:String})
    ${sql}`,
    query_params: { workspace: workspaceId },
    format: "JSONEachRow",
    clickhouse_settings: { output_format_json_quote_64bit_integers: 0 },
  });
  return result.json<Json>();
}

const REFUSED = "countIf(place > 6) AS refused, toString(sumIf(cost, place > 6)) AS saved";

/** Rows of an answer as those of `bySql`. */
function figures(rows: unknown, name: string): Json[] {
  return (rows as Json[]).map((row) => ({
    [name]: row[name],
    considered: row["considered"],
    refused: row["refused"],
    saved: Number((row["spend_saved"] as Json)["USD"] ?? "0"),
  }));
}

function numbers(rows: Json[]): Json[] {
  return rows.map((row) => ({ ...row, saved: Number(row["saved"]) }));
}

describe("a backtest", () => {
  it("gives the figures of a window function over the same rows, another workspace's never among them", async () => {
    const [mine, theirs] = [await tenant(), await tenant()];
    await load(clips(mine.workspaceId, 3_000));
    await load(clips(theirs.workspaceId, 500));
    // The same clips in another version: a generation is counted once.
    await load(clips(mine.workspaceId, 400, { version: 4 }));
    const answer = await mine.ask({ ...PERIOD, rule: SIX_A_DAY });
    expect(answer.status).toBe(200);
    const outcome = answer.body["rule"] as Json;

    const [total] = await bySql(
      mine.workspaceId,
      `SELECT count() AS considered, ${REFUSED}, uniqExact(user_id) AS users,
         uniqExactIf(user_id, place > 6) AS users_hit FROM rows`,
    );
    expect(total?.["refused"]).toBeGreaterThan(100);
    expect(outcome).toMatchObject({
      considered: 3_000,
      refused: total?.["refused"],
      users: total?.["users"],
      users_hit: total?.["users_hit"],
      amount_unknown: 0,
      spend_unknown: 0,
    });
    expect((outcome["spend_saved"] as Json)["USD"]).toBe(
      formatNano(parseNano(String(total?.["saved"]))),
    );
    expect(figures(outcome["by_feature"], "feature")).toEqual(
      numbers(
        await bySql(
          mine.workspaceId,
          `SELECT feature, count() AS considered, ${REFUSED} FROM rows GROUP BY feature ORDER BY refused DESC`,
        ),
      ),
    );
    expect(figures(outcome["by_day"], "day")).toEqual(
      numbers(
        await bySql(
          mine.workspaceId,
          `SELECT toDate(created_at, 'Europe/Paris') AS day, count() AS considered, ${REFUSED}
           FROM rows GROUP BY day ORDER BY day`,
        ),
      ),
    );
    expect(figures(outcome["top_users"], "user")).toEqual(
      numbers(
        await bySql(
          mine.workspaceId,
          `SELECT user_id AS user, count() AS considered, ${REFUSED} FROM rows
           GROUP BY user HAVING refused > 0 ORDER BY refused DESC, user LIMIT 100`,
        ),
      ),
    );
    const [band] = await bySql(
      mine.workspaceId,
      `SELECT count() AS users, sum(refused) AS refused FROM (
         SELECT ${REFUSED} FROM rows GROUP BY user_id HAVING refused BETWEEN 11 AND 25)`,
    );
    expect(outcome["histogram"]).toContainEqual({ from: 11, to: 25, ...band });
    const first = (outcome["top_users"] as Json[])[0];
    const [firstAt] = await bySql(
      mine.workspaceId,
      `SELECT toUnixTimestamp64Milli(min(created_at)) AS ms FROM rows WHERE place > 6 AND user_id = '${String(first?.["user"])}'`,
    );
    expect(Date.parse(String(first?.["first_refused_at"]))).toBe(firstAt?.["ms"]);
  });

  it("looks only at the period and at what the rule selects, tags and several dimensions included", async () => {
    const who = await tenant();
    await load(clips(who.workspaceId, 600));
    await load(
      clips(who.workspaceId, 600, { tags: { team: "red" } }).map((row, index) => ({
        ...row,
        // Other ids than those above.
        generation_id: row.generation_id.slice(0, -2) + (index % 256).toString(16).padStart(2, "0"),
      })),
    );
    const body = {
      from: "2026-03-26T12:30:00Z",
      to: "2026-04-01T00:00:00.001Z",
      rule: {
        subject: { each: ["user", "feature"], "tag:team": "red" },
        metric: "video_seconds",
        window: { kind: "lifetime" },
        limit: "20",
      },
    };
    const outcome = (await who.ask(body)).body["rule"] as Json;
    const [wanted] = await bySql(
      who.workspaceId,
      `SELECT count() AS considered, countIf(nth > 2) AS refused FROM (
        SELECT row_number() OVER (PARTITION BY user_id, feature ORDER BY created_at, generation_id) AS nth FROM rows
        WHERE tags['team'] = 'red' AND created_at >= '2026-03-26 12:30:00.000' AND created_at < '2026-04-01 00:00:00.001')`,
    );
    expect(wanted?.["refused"]).toBeGreaterThan(10);
    expect(outcome).toMatchObject(wanted ?? {});
    // UTC is the zone where none is named.
    expect((outcome["by_day"] as Json[]).map(({ day }) => day)).toEqual([
      "2026-03-26",
      "2026-03-27",
      "2026-03-28",
      "2026-03-29",
      "2026-03-30",
      "2026-03-31",
      "2026-04-01",
    ]);
  });

  it("sums the revenue of the users hit, each currency apart, and never nobody's", async () => {
    const who = await tenant();
    const owner = await newToken(api, who.workspaceId, "owner");
    const at = (user: string, hour: number) =>
      clipRow({
        workspaceId: who.workspaceId,
        createdAtMs: FROM_MS + hour * 3_600_000,
        random: createHash("sha256").update(`${user} ${hour}`).digest().subarray(0, 10),
        user,
        ...(user === "yen" ? { cost: "70", currency: "JPY" } : {}),
      });
    await load([
      at("ada", 1),
      at("ada", 2),
      at("ada", 3),
      at("bob", 1),
      at("(none)", 1),
      at("(none)", 2),
    ]);
    await load([at("yen", 1), at("yen", 2)]);
    const sale = { occurred_at: "2026-03-26T00:00:00Z", currency: "USD" };
    const entries = [
      { ...sale, external_id: "1", user: "ada", amount: "4.000000001" },
      { ...sale, external_id: "2", user: "ada", amount: "-1" },
      { ...sale, external_id: "3", user: "ada", amount: "300", currency: "JPY" },
      { ...sale, external_id: "4", user: "bob", amount: "50" },
      { ...sale, external_id: "5", amount: "90" },
      { ...sale, external_id: "6", user: "ada", amount: "8", occurred_at: "2026-03-24T23:59:59Z" },
    ];
    const sold = await api.call("POST", "/api/v1/revenue", {
      token: owner.token,
      body: { entries },
    });
    expect(sold.status).toBe(200);
    await deliver(stores, who.workspaceId);
    const answer = await who.ask({ ...PERIOD, rule: { ...SIX_A_DAY, limit: "1" } });
    const ada = { USD: "3.000000001", JPY: "300.000000000" };
    expect(answer.body["rule"]).toMatchObject({
      users: 4,
      users_hit: 3,
      refused: 4,
      revenue_at_risk: ada,
      spend_saved: { USD: "2.400000000", JPY: "70.000000000" },
      top_users: [
        { user: "ada", considered: 3, refused: 2, revenue: ada },
        { user: "(none)", refused: 1, revenue: {} },
        { user: "yen", refused: 1, spend_saved: { JPY: "70.000000000" }, revenue: {} },
      ],
    });
    expect(answer.body).toMatchObject({ against: null, newly_hit: null, newly_spared: null });
  });

  it("compares with a stored rule of this workspace or with a draft, in one pass over both histories", async () => {
    const who = await tenant();
    await load(clips(who.workspaceId, 1_000));
    const id = randomUUID();
    const now = new Date();
    await stores.pg.drizzle.transaction((tx) =>
      writeQuotaRules(tx, [
        {
          id,
          workspaceId: who.workspaceId,
          name: "remix only",
          subject: { each: "user", feature: "remix" },
          metric: "generations",
          window: { kind: "rolling", seconds: 86_400 },
          limitAmount: "3",
          mode: "warn",
          createdAt: now,
          updatedAt: now,
          deletedAt: null,
        },
      ]),
    );
    const draft = {
      subject: { feature: "remix", each: ["user"] },
      metric: "generations",
      window: { kind: "rolling", seconds: 86_400 },
      limit: "3",
    };
    const alone = await who.ask({ ...PERIOD, rule: SIX_A_DAY });
    const other = await who.ask({ ...PERIOD, rule: draft });
    const stored = await who.ask({ ...PERIOD, rule: SIX_A_DAY, against: { id } });
    const drafted = await who.ask({ ...PERIOD, rule: SIX_A_DAY, against: draft });
    expect(stored.body["rule"]).toEqual(alone.body["rule"]);
    expect(stored.body["against"]).toEqual(other.body["rule"]);
    expect({ ...drafted.body, took_ms: 0 }).toEqual({ ...stored.body, took_ms: 0 });
    const hit = (outcome: unknown) =>
      new Set(((outcome as Json)["top_users"] as Json[]).map(({ user }) => user));
    const [mine, theirs] = [hit(stored.body["rule"]), hit(stored.body["against"])];
    expect(theirs.size).toBeGreaterThan(0);
    expect(stored.body["newly_hit"]).toBe([...mine].filter((user) => !theirs.has(user)).length);
    expect(stored.body["newly_spared"]).toBe([...theirs].filter((user) => !mine.has(user)).length);

    const stranger = await tenant();
    const refused = await stranger.ask({ ...PERIOD, rule: SIX_A_DAY, against: { id } });
    expect([refused.status, fieldOf(refused.body)]).toEqual([404, "against.id"]);
  });

  it("of a workspace without a history is empty, its days are there", async () => {
    const outcome = (await (await tenant()).ask({ ...PERIOD, rule: SIX_A_DAY })).body[
      "rule"
    ] as Json;
    expect(outcome).toMatchObject({
      considered: 0,
      refused: 0,
      users: 0,
      spend_saved: {},
      by_feature: [],
    });
    expect(outcome["by_day"]).toHaveLength(11);
  });
});

describe("a faulty input", () => {
  const rule = SIX_A_DAY;
  it.each([
    ["tz", { ...PERIOD, tz: "Nowhere/Land", rule }],
    ["from", { ...PERIOD, from: "yesterday", rule }],
    ["to", { ...PERIOD, to: PERIOD.from, rule }],
    ["from", { ...PERIOD, to: "2027-05-01T00:00:00Z", rule }],
    ["to", { ...PERIOD, to: "9026-03-25T00:00:00Z", rule }],
    ["rule.subject.each", { ...PERIOD, rule: { ...rule, subject: { each: "colour" } } }],
    ["rule.subject.plan", { ...PERIOD, rule: { ...rule, subject: { plan: "" } } }],
    ["rule.window", { ...PERIOD, rule: { ...rule, window: undefined } }],
    ["rule.window.tz", { ...PERIOD, rule: { ...rule, window: { ...PARIS_DAY, tz: "Mars" } } }],
    ["rule.limit", { ...PERIOD, rule: { ...rule, limit: "-1" } }],
    ["against.subject.each", { ...PERIOD, rule, against: { ...rule, subject: { each: ["x"] } } }],
  ])("names %s", async (field, body) => {
    const answer = await (await tenant()).ask(body);
    expect([answer.status, fieldOf(answer.body)]).toEqual([400, field]);
  });

  it("is none where in_flight has no window, or the period lies far ahead", async () => {
    const who = await tenant();
    const { window: _, ...inFlight } = { ...rule, metric: "in_flight" };
    const ahead = { from: "2500-01-01T00:00:00Z", to: "2500-01-02T00:00:00Z", rule: inFlight };
    expect((await who.ask(ahead)).status).toBe(200);
  });
});

function fieldOf(body: Json): unknown {
  return (body["errors"] as Json[] | undefined)?.[0]?.["field"];
}
