import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { biUserOnServer } from "../../../db/clickhouse/bi-user.ts";
import { BI_VIEWS, createBiView } from "../../../db/clickhouse/bi-views.ts";
import type { ClickHouse } from "../../../db/clickhouse/client.ts";
import { insertBatch } from "../../../db/clickhouse/insert-batch.ts";
import { migrateClickHouse, MIGRATIONS } from "../../../db/clickhouse/migrate.ts";
import { generationQuery, generationsQuery } from "../../../db/clickhouse/queries/generations.ts";
import { ask } from "../../../db/clickhouse/queries/query.ts";
import { summaryQuery } from "../../../db/clickhouse/queries/summary.ts";
import { countBatch } from "../../../db/clickhouse/read-back.ts";
import { rebuildDay, sweepStaging } from "../../../db/clickhouse/rollup.ts";
import type { GenerationRow } from "../../../db/clickhouse/rows/generation-row.ts";
import { createTable, SPEND_BY_DAY, TABLES } from "../../../db/clickhouse/tables.ts";
import { openAnalyticStore } from "../../support/analytic-store.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { clipRow, type ClipFacts } from "../../support/generation-rows.ts";

const plane = sharedDataPlane();
let ch: ClickHouse;
beforeAll(async () => {
  ch = await openAnalyticStore(plane());
});
afterAll(() => ch.close());

const NOON = Date.UTC(2026, 10, 20, 12);
const DAY = { fromMs: Date.UTC(2026, 10, 20), toMs: Date.UTC(2026, 10, 21) };
const MINUTE_MS = 60_000;

const clip = (workspaceId: string, change: Partial<ClipFacts> = {}) =>
  clipRow({ workspaceId, createdAtMs: NOON, random: randomBytes(10), ...change });

async function store(rows: readonly GenerationRow[]): Promise<void> {
  await insertBatch(ch, "generations_v1", randomUUID(), rows);
  await rebuildDay(ch, "2026-11-20");
}

async function figures(workspaceId: string) {
  const scope = { workspaceId, range: DAY, filters: [], currency: "USD" };
  const [row] = await ask(ch, summaryQuery(scope));
  if (row === undefined) throw new Error("a summary is one row");
  return row;
}

describe("waste", () => {
  it("has one cause per generation, so that the parts sum to the whole", async () => {
    const workspaceId = randomUUID();
    const same = { promptHash: "p", user: "u_9" };
    await store([
      clip(workspaceId, { state: "failed", cost: "1" }),
      clip(workspaceId, { state: "failed", cost: "0" }),
      clip(workspaceId, { state: "blocked", cost: "2" }),
      clip(workspaceId, { downloaded: false, cost: "4" }),
      clip(workspaceId, { ...same, cost: "8" }),
      clip(workspaceId, { ...same, cost: "16", createdAtMs: NOON + 9 * MINUTE_MS }),
      clip(workspaceId, { ...same, cost: "32", createdAtMs: NOON + 20 * MINUTE_MS }),
      clip(workspaceId, { ...same, user: "u_8", cost: "64" }),
    ]);
    expect((await figures(workspaceId)).waste_by_cause).toEqual({
      failed: "1",
      blocked: "2",
      never_downloaded: "4",
      duplicate: "16",
    });
  });

  it("says nothing of clips whose downloads nobody here could have seen, but of their repeats", async () => {
    const workspaceId = randomUUID();
    const elsewhere = { downloaded: false, downloadsPass: false };
    const same = { promptHash: "p", user: "u_9" };
    const kept = clip(workspaceId, { ...elsewhere, cost: "4" });
    await store([
      kept,
      clip(workspaceId, { ...elsewhere, ...same, cost: "8" }),
      clip(workspaceId, {
        ...elsewhere,
        ...same,
        cost: "16",
        createdAtMs: NOON + 9 * MINUTE_MS,
      }),
    ]);
    expect((await figures(workspaceId)).waste_by_cause).toEqual({ duplicate: "16" });
    const query = generationQuery(workspaceId, kept.generation_id);
    if (query === null) throw new Error("an id of ours");
    expect(await ask(ch, query)).toMatchObject([
      { downloads_pass: false, first_downloaded_at_ms: null },
    ]);
  });

  it("sees a repeated prompt across midnight", async () => {
    const workspaceId = randomUUID();
    const same = { promptHash: "p", user: "u_9" };
    await store([
      clip(workspaceId, { ...same, createdAtMs: DAY.fromMs - MINUTE_MS }),
      clip(workspaceId, { ...same, createdAtMs: DAY.fromMs + MINUTE_MS, cost: "3" }),
    ]);
    expect((await figures(workspaceId)).waste_by_cause).toEqual({ duplicate: "3" });
  });
});

describe("a generation's versions", () => {
  it("count the latest alone, also when the earlier comes later", async () => {
    const workspaceId = randomUUID();
    const last = clip(workspaceId, { version: 3, cost: "5" });
    await store([last]);
    await store([{ ...last, version: 2, state: "running", cost: null }]);
    expect(await figures(workspaceId)).toMatchObject({ generations: 1, spend: "5", in_flight: 0 });
  });

  it("are there when read back, and only then", async () => {
    const workspaceId = randomUUID();
    const rows = [clip(workspaceId), clip(workspaceId)];
    expect(await countBatch(ch, "generations_v1", "b", rows)).toBe(0);
    await store(rows);
    expect(await countBatch(ch, "generations_v1", "b", rows)).toBe(2);
    const newer = rows.map((row) => ({ ...row, version: row.version + 1 }));
    expect(await countBatch(ch, "generations_v1", "b", newer)).toBe(0);
  });
});

describe("lists", () => {
  it("page without a gap or a repeat, also inside one millisecond", async () => {
    const workspaceId = randomUUID();
    await store(Array.from({ length: 25 }, () => clip(workspaceId)));
    const seen: string[] = [];
    let after: { createdAtMs: number; id: string } | null = null;
    do {
      const page: { generation_id: string; created_at_ms: number }[] = await ask(
        ch,
        generationsQuery({ workspaceId, range: DAY, filters: [], search: null, after, limit: 10 }),
      );
      seen.push(...page.map((row) => row.generation_id));
      const last = page.at(-1);
      after =
        last === undefined ? null : { createdAtMs: last.created_at_ms, id: last.generation_id };
    } while (after !== null);
    expect(new Set(seen).size).toBe(25);
    expect(seen).toHaveLength(25);
  });

  it("find one generation by its id, for its own workspace only", async () => {
    const workspaceId = randomUUID();
    const row = clip(workspaceId);
    await store([row]);
    const mine = generationQuery(workspaceId, row.generation_id);
    const theirs = generationQuery(randomUUID(), row.generation_id);
    if (mine === null || theirs === null) throw new Error("a UUIDv7 has a time");
    expect(await ask(ch, mine)).toHaveLength(1);
    expect(await ask(ch, theirs)).toEqual([]);
    expect(generationQuery(workspaceId, randomUUID())).toBeNull();
  });
});

describe("a value of money outside the reporting currency", () => {
  it("is in no sum", async () => {
    const workspaceId = randomUUID();
    await store([
      clip(workspaceId, { cost: "5" }),
      clip(workspaceId, { cost: "7", currency: "JPY" }),
    ]);
    expect(await figures(workspaceId)).toMatchObject({ generations: 2, spend: "5" });
  });
});

describe("the analytic schema", () => {
  it("is refused when a newer build made it", async () => {
    const { url } = await plane().freshClickHouse();
    const newer = await openAnalyticStore(plane());
    const id = Math.max(...MIGRATIONS.map((migration) => migration.id)) + 1;
    await newer.client.insert({
      table: "schema_migrations_v1",
      values: [{ id, name: "from_the_future" }],
      format: "JSONEachRow",
    });
    await expect(migrateClickHouse(newer, url)).rejects.toMatchObject({
      code: "schema_newer_than_build",
    });
    await newer.close();
  });

  it("fills the days of a store that an older build wrote, once however often it is begun", async () => {
    const workspaceId = randomUUID();
    await store([clip(workspaceId), clip(workspaceId, { cost: "7" })]);
    const before = await figures(workspaceId);
    const target = { database: ch.database, cluster: null };
    const days = MIGRATIONS.filter(({ name }) => name === "make_spend_by_day");
    await ch.client.command({ query: "DROP TABLE spend_by_day_v1 SYNC" });
    await expect(figures(workspaceId)).rejects.toThrow();
    for (const query of days.flatMap(({ statements }) => [
      ...statements(target),
      ...statements(target),
    ])) {
      await ch.client.command({ query });
    }
    expect(await figures(workspaceId)).toEqual(before);
    expect(before.generations).toBe(2);
  });

  it("can be written for a cluster's engines: every statement parses", async () => {
    const target = { database: "reelmeter", cluster: "main" };
    const statements = [
      ...[...TABLES, SPEND_BY_DAY].flatMap((table) => createTable(table, target)),
      ...BI_VIEWS.map((view) => createBiView(view, target)),
      ...biUserOnServer(target, "ws_1", "password").statements,
    ];
    for (const statement of statements) {
      const formatted = await ch.client.query({
        query: "SELECT formatQuery({statement:String}) AS sql",
        query_params: { statement },
        format: "JSONEachRow",
      });
      const [row] = await formatted.json<{ sql: string }>();
      expect(row?.sql).toContain("ON CLUSTER");
    }
  });

  it("keeps no staging table of a rebuild that was killed", async () => {
    await ch.client.command({
      query: "CREATE TABLE spend_by_hour_v1_staging_dead AS spend_by_hour_v1",
    });
    expect(await sweepStaging(ch)).toBe(1);
    expect(await sweepStaging(ch)).toBe(0);
  });
});
