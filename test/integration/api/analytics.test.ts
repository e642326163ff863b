import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatNano, parseNano } from "../../../domain/money.ts";
import { insertBatch } from "../../../db/clickhouse/insert-batch.ts";
import type { GenerationRow } from "../../../db/clickhouse/rows/generation-row.ts";
import { clipRow } from "../../support/generation-rows.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { bookJob, deliver, openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import {
  apiUnderTest,
  newToken,
  newWorkspace,
  type ApiUnderTest,
  type Json,
} from "./api-under-test.ts";

const NOW = Date.parse("2026-04-01T12:00:00Z");
const plane = sharedDataPlane();
let stores: AnalyticStores;
let api: ApiUnderTest;

beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  api = apiUnderTest(stores);
  api.setNow(NOW);
}, 60_000);
afterAll(async () => {
  await stores.close();
});

interface Tenant {
  readonly workspaceId: string;
  readonly token: string;
  get(path: string): Promise<{ status: number; body: Json }>;
}

async function tenant(): Promise<Tenant> {
  const workspaceId = await newWorkspace(stores.pg);
  const { token } = await newToken(api, workspaceId, "owner");
  return { workspaceId, token, get: (path) => api.call("GET", `/api/v1${path}`, { token }) };
}

async function earn(who: Tenant, entries: readonly object[]): Promise<void> {
  const answer = await api.call("POST", "/api/v1/revenue", { token: who.token, body: { entries } });
  expect(answer.status).toBe(200);
}

/** Two days of clips: three remixes, one extension without a price, one failed for nothing, one in yen. */
async function story(): Promise<Tenant> {
  const who = await tenant();
  const { pg } = stores;
  const book = (at: string, change = {}) => bookJob(pg, who.workspaceId, at, change);
  await book("2026-03-28T22:50:00Z", { userId: "u_1", tags: { team: "b" } });
  await book("2026-03-28T23:10:00Z", { userId: "u_2", cost: "0.500000001" });
  await book("2026-03-29T10:00:00Z", { userId: "u_1", firstDownloadedAt: null });
  await book("2026-03-29T11:00:00Z", {
    feature: "extend",
    cost: null,
    currency: null,
    costBasis: "unpriced",
    unpricedReason: "no_price_for_model",
    estimate: null,
  });
  await book("2026-03-29T12:00:00Z", {
    feature: "extend",
    state: "failed",
    cost: "0",
    failureKind: "provider_error",
    videoSeconds: null,
  });
  await book("2026-03-29T13:00:00Z", { feature: "extend", cost: "70", currency: "JPY" });
  await book("2026-03-29T14:00:00Z", {
    feature: "extend",
    state: "running",
    settledAt: null,
    finishedAt: null,
    cost: "0.4",
    costBasis: "estimate",
  });
  const entry = { occurred_at: "2026-03-29T09:00:00Z", currency: "USD" };
  await earn(who, [
    { ...entry, external_id: "1", feature: "remix", user: "u_1", amount: "1.00" },
    { ...entry, external_id: "2", feature: "extend", amount: "0.10" },
    { ...entry, external_id: "3", feature: "remix", amount: "500", currency: "JPY" },
  ]);
  await deliver(stores, who.workspaceId);
  return who;
}

const MARCH = "from=2026-03-01&to=2026-04-01";

describe("the summary", () => {
  it("sums cost and revenue to the nano, and never what it does not know or another currency", async () => {
    const who = await story();
    const { status, body } = await who.get(`/analytics/summary?${MARCH}`);
    expect(status).toBe(200);
    expect(body["totals"]).toMatchObject({
      spend: "1.300000001",
      spend_by_basis: { rate_card: "1.300000001" },
      revenue: "1.100000000",
      margin: "-0.200000001",
      margin_pct: "-18.18",
      generations: 7,
      succeeded: 5,
      failed: 1,
      unpriced: 1,
      in_flight: 1,
      held: "0.400000000",
      waste: "0.400000000",
      waste_by_cause: { never_downloaded: "0.400000000" },
      video_seconds: "24.000000000",
      users: 2,
    });
    expect(body["other_currencies"]).toEqual([
      { currency: "JPY", spend: "70.000000000", revenue: "500.000000000", generations: 1 },
    ]);
    expect(body).toMatchObject({
      from: "2026-03-01T00:00:00.000Z",
      to: "2026-04-01T00:00:00.000Z",
      timezone: "UTC",
      currency: "USD",
      previous: null,
    });
  });

  it("gives the same from rollups and from raw rows", async () => {
    const who = await story();
    const rollup = await who.get(`/analytics/summary?${MARCH}`);
    const raw = await who.get("/analytics/summary?from=2026-03-01T00:00:00.001Z&to=2026-04-01");
    const { users: _a, p50_ms: _b, p95_ms: _c, ...one } = rollup.body["totals"] as Json;
    const { users: _d, p50_ms: _e, p95_ms: _f, ...two } = raw.body["totals"] as Json;
    expect(one).toEqual(two);
  });

  it("filters by dimensions, tags and users; revenue is unknown where it has no such dimension", async () => {
    const who = await story();
    const spendOf = async (filter: string) => {
      const { body } = await who.get(`/analytics/summary?${MARCH}&${filter}`);
      const totals = body["totals"] as Json;
      return [totals["generations"], totals["spend"], totals["revenue"]];
    };
    expect(await spendOf("feature=remix")).toEqual([3, "1.300000001", "1.000000000"]);
    expect(await spendOf("feature=remix&feature=extend")).toEqual([
      7,
      "1.300000001",
      "1.100000000",
    ]);
    expect(await spendOf("user=u_2")).toEqual([1, "0.500000001", "0.000000000"]);
    expect(await spendOf("tag:team=b")).toEqual([1, "0.400000000", null]);
    expect(await spendOf("model=sora-2&status=failed")).toEqual([1, "0.000000000", null]);
    expect(await spendOf(`feature=${encodeURIComponent("' or 1=1 --")}`)).toEqual([
      0,
      "0.000000000",
      "0.000000000",
    ]);
  });

  it("compares with the days before, and says which those are", async () => {
    const who = await story();
    const { body } = await who.get(
      "/analytics/summary?from=2026-03-29&to=2026-03-30&tz=Europe/Paris&compare=previous",
    );
    // 29 March 2026 has 23 hours in Paris; the day before has 24.
    expect(body).toMatchObject({
      from: "2026-03-28T23:00:00.000Z",
      to: "2026-03-29T22:00:00.000Z",
      totals: { generations: 6, spend: "0.900000001" },
      previous: {
        from: "2026-03-27T23:00:00.000Z",
        to: "2026-03-28T23:00:00.000Z",
        totals: { generations: 1, spend: "0.400000000" },
      },
    });
  });

  it("says that it is behind while facts are on their way", async () => {
    const who = await story();
    const before = await who.get(`/analytics/summary?${MARCH}`);
    expect(before.body["as_of"]).toBe(new Date(NOW).toISOString());
    await stores.pg
      .sql`insert into outbox (topic, workspace_id, entity_id, version, day, payload, created_at)
      values ('generation', ${who.workspaceId}, gen_random_uuid(), 1, '2026-03-29', '{}', '2026-04-01T11:59:00Z')`;
    const after = await who.get(`/analytics/summary?${MARCH}`);
    expect(after.body["as_of"]).toBe("2026-04-01T11:59:00.000Z");
    await stores.pg.sql`delete from outbox where workspace_id = ${who.workspaceId}`;
  });

  it.each([
    ["tz=Mars/Olympus", "tz"],
    ["from=yesterday", "from"],
    ["from=2026-01-02&to=2026-01-01", "to"],
    ["from=1990-01-01", "from"],
    ["colour=red", "colour"],
    ["tag:=x", "tag:"],
    ["status=done", "status[0]"],
    ["failure_kind=bad", "failure_kind[0]"],
    ["compare=yesterday", "compare"],
    ["from=2026-01-01&from=2026-01-02", "from"],
  ])("refuses %s naming %s", async (query, field) => {
    const who = await tenant();
    const { status, body } = await who.get(`/analytics/summary?${query}`);
    const errors = body["errors"] as { field: string }[];
    expect([status, errors.map((error) => error.field)]).toEqual([400, [field]]);
  });
});

interface Shown {
  readonly buckets: readonly { start: string; end: string; partial: boolean }[];
  readonly series: readonly { value: string | null; rest: boolean; points: readonly Json[] }[];
}

describe("the timeseries", () => {
  it.each(["UTC", "Europe/Paris", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia"])(
    "has parts that sum to the summary, in %s",
    async (tz) => {
      const who = await story();
      for (const interval of ["hour", "day", "week", "month"]) {
        const range = `from=2026-03-27&to=2026-04-01&tz=${tz}`;
        const { status, body } = await who.get(
          `/analytics/timeseries?${range}&interval=${interval}&by=feature&limit=1`,
        );
        expect(status).toBe(200);
        const total = await who.get(`/analytics/summary?${range}`);
        const { series, buckets } = body as unknown as Shown;
        for (const name of ["spend", "revenue", "held"]) {
          const sum = series
            .flatMap((each) => each.points)
            .reduce((left, point) => left + parseNano(String(point[name])), 0n);
          expect([name, formatNano(sum)]).toEqual([name, (total.body["totals"] as Json)[name]]);
        }
        expect(series.map((each) => [each.value, each.rest])).toEqual([
          ["remix", false],
          [null, true],
        ]);
        for (const each of series) expect(each.points).toHaveLength(buckets.length);
      }
    },
  );

  it("fills empty buckets with zeros and marks those that are still open", async () => {
    const who = await story();
    const { body } = await who.get(
      "/analytics/timeseries?from=2026-03-27&to=2026-04-02&interval=day",
    );
    const { series, buckets } = body as unknown as Shown;
    expect(buckets.map((bucket) => bucket.partial)).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(series).toHaveLength(1);
    expect(series[0]?.points.map((point) => point["generations"])).toEqual([0, 2, 5, 0, 0, 0]);
  });

  it("refuses more buckets than can be drawn, and dimensions that there are not", async () => {
    const who = await tenant();
    const many = await who.get("/analytics/timeseries?from=2025-01-01&to=2026-01-01&interval=hour");
    expect(many.body["errors"]).toMatchObject([{ field: "interval" }]);
    for (const by of ["colour", "feature,user,plan", "tag:", "feature;drop table"]) {
      const answer = await who.get(`/analytics/timeseries?by=${encodeURIComponent(by)}`);
      expect(answer.body["errors"]).toMatchObject([{ field: "by" }]);
    }
  });
});

describe("the breakdown", () => {
  it("has one row for each value, ordered and paged, with parts that sum to the summary", async () => {
    const who = await story();
    const rows: Json[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await who.get(
        `/analytics/breakdown?${MARCH}&by=feature,user&limit=1${query}`,
      );
      rows.push(...(body["data"] as Json[]));
      cursor = body["next_cursor"] as string | null;
    }
    expect(rows.map((row) => [row["values"], row["spend"]])).toEqual([
      [{ feature: "remix", user: "u_1" }, "0.800000000"],
      [{ feature: "remix", user: "u_2" }, "0.500000001"],
      [{ feature: "extend", user: "(none)" }, "0.000000000"],
      [{ feature: "extend", user: "u_1" }, "0.000000000"],
      // Yen alone: a row of its own, with nothing in dollars.
      [{ feature: "remix", user: "(none)" }, "0.000000000"],
    ]);
    const revenue = rows.reduce((sum, row) => sum + parseNano(String(row["revenue"])), 0n);
    expect(formatNano(revenue)).toBe("1.100000000");
  });

  it("sets each value beside itself in the period before", async () => {
    const who = await story();
    const { body } = await who.get(
      "/analytics/breakdown?from=2026-03-29&to=2026-03-30&by=feature&compare=previous&order=-spend",
    );
    expect(body["data"]).toMatchObject([
      { values: { feature: "remix" }, spend: "0.400000000", previous: { spend: "0.900000001" } },
      { values: { feature: "extend" }, previous: { spend: "0.000000000", generations: 0 } },
    ]);
  });

  it.each([
    ["by=feature&order=-colour", "order"],
    ["by=feature,user,model", "by"],
    ["by=feature,feature", "by"],
    ["by=", "by"],
    ["", "by"],
    ["by=feature&limit=0", "limit"],
    ["by=feature&limit=1000000000", "limit"],
    ["by=feature&cursor=abc", "cursor"],
  ])("refuses %s naming %s", async (query, field) => {
    const who = await tenant();
    const { status, body } = await who.get(`/analytics/breakdown?${query}`);
    const errors = body["errors"] as { field: string }[];
    expect([status, errors.map((error) => error.field)]).toEqual([400, [field]]);
  });
});

describe("generations", () => {
  it("are listed newest first with pages that neither skip nor repeat", async () => {
    const who = await story();
    const times: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await who.get(`/generations?${MARCH}&limit=3${query}`);
      times.push(...(body["data"] as { created_at: string }[]).map((row) => row.created_at));
      cursor = body["next_cursor"] as string | null;
    }
    expect(times).toHaveLength(7);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it("are found behind any number of others that matched in an earlier version", async () => {
    const who = await tenant();
    const at = Date.parse("2026-03-20T12:00:00Z");
    const clip = (createdAtMs: number, state: string, version: number) =>
      clipRow({
        workspaceId: who.workspaceId,
        createdAtMs,
        random: new Uint8Array(10),
        state,
        version,
      });
    const later = Array.from({ length: 40 }, (_, index) => at + index + 1);
    const store = (rows: readonly GenerationRow[]) =>
      insertBatch(stores.ch, "generations_v1", randomUUID(), rows);
    const oldest = clip(at, "running", 2);
    await store([oldest, ...later.map((ms) => clip(ms, "running", 2))]);
    await store(later.map((ms) => clip(ms, "succeeded", 3)));
    const found = async (query: string) => {
      const { body } = await who.get(`/generations?${MARCH}&limit=1&${query}`);
      return (body["data"] as { id: string }[]).map(({ id }) => id);
    };
    expect(await found("status=running")).toEqual([oldest.generation_id]);
    expect(await found("status=submitted")).toEqual([]);
    expect(await found(`search=${oldest.generation_id.toUpperCase()}`)).toEqual([
      oldest.generation_id,
    ]);
  });

  it("show how their cost came about, and when what happened", async () => {
    const who = await tenant();
    const id = await bookJob(stores.pg, who.workspaceId, "2026-03-29T10:00:00Z");
    const { status, body } = await who.get(`/generations/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id,
      status: "succeeded",
      cost: { amount: "0.400000000", currency: "USD", basis: "rate_card" },
      calculation: {
        sentence: "4.000000000 second × 0.100000000 USD = 0.400000000 USD",
      },
      timeline: [
        { event: "created", after_ms: null },
        { event: "submitted", after_ms: 0 },
        { event: "started", after_ms: 1_000 },
        { event: "finished", after_ms: 60_000 },
        { event: "settled", after_ms: 1_000 },
        { event: "downloaded", after_ms: 1_000 },
      ],
    });
  });

  it("are found in the analytic store when the books have them no more", async () => {
    const who = await tenant();
    const id = await bookJob(stores.pg, who.workspaceId, "2026-03-29T10:00:00Z");
    const inBooks = await who.get(`/generations/${id}`);
    await deliver(stores, who.workspaceId);
    await stores.pg.sql`delete from jobs where generation_id = ${id}`;
    const stored = await who.get(`/generations/${id}`);
    expect(stored.body).toEqual(inBooks.body);
  });

  it("that are lost give their hold back when an operator says so, and no others", async () => {
    const who = await tenant();
    const lost = await bookJob(stores.pg, who.workspaceId, "2026-03-29T10:00:00Z", {
      state: "lost",
      costBasis: "estimate",
      lostAt: new Date("2026-03-29T11:00:00Z"),
      settledAt: null,
    });
    const fine = await bookJob(stores.pg, who.workspaceId, "2026-03-29T10:00:00Z");
    const release = (id: string) =>
      api.call("POST", `/api/v1/generations/${id}/release`, {
        token: who.token,
        body: { reason: "the provider confirmed it" },
      });
    expect((await release(fine)).status).toBe(409);
    const released = await release(lost);
    expect([released.status, released.body["releasable"]]).toEqual([200, false]);
    const log = await who.get("/audit-log?action=generation.release");
    expect(log.body["data"]).toMatchObject([{ target: lost }]);
    expect((await auditOf(who)).statusOf("ended_jobs_are_settled")).toBe("holds");
  });
});

interface Check {
  readonly id: string;
  readonly status: string;
  readonly ok: boolean;
}

async function auditOf(who: Tenant) {
  const { body } = await who.get("/audit");
  const checks = body["checks"] as Check[];
  const statusOf = (id: string) => checks.find((check) => check.id === id)?.status;
  return { ok: body["ok"], checks, statusOf };
}

describe("the audit", () => {
  it("holds when Postgres, the raw rows and the rollup agree", async () => {
    const { ok, checks } = await auditOf(await story());
    expect(checks.filter((check) => check.status !== "holds")).toEqual([]);
    expect(ok).toBe(true);
  });

  it("is pending while a fact is on its way, and broken when none is", async () => {
    const who = await story();
    await stores.pg.sql`update jobs set cost = cost + 0.000000001
      where workspace_id = ${who.workspaceId} and state = 'succeeded' and user_id = 'u_2'`;
    const broken = await auditOf(who);
    expect(broken.statusOf("settled_jobs_equal_generations")).toBe("broken");
    expect(broken.ok).toBe(false);
    await stores.pg.sql`insert into outbox (topic, workspace_id, entity_id, version, day, payload)
      values ('generation', ${who.workspaceId}, gen_random_uuid(), 1, '2026-03-29', '{}')`;
    const pending = await auditOf(who);
    expect(pending.statusOf("settled_jobs_equal_generations")).toBe("pending");
    expect(pending.statusOf("outbox_is_delivered")).toBe("pending");
    expect(pending.ok).toBe(true);
    await stores.pg.sql`delete from outbox where workspace_id = ${who.workspaceId}`;
  });

  it("sees a request record that is neither stored nor dead nor waiting", async () => {
    const who = await tenant();
    const spool = { accepted: 10, stored: 7, dead: 1, waiting: 1, oldestAtMs: null };
    const other = apiUnderTest(stores, { live: () => ({ spool }) });
    const { body } = await other.call("GET", "/api/v1/audit", { token: who.token });
    const checks = body["checks"] as Check[];
    expect(checks.find((check) => check.id === "requests_are_accounted_for")?.ok).toBe(false);
  });
});
