import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openClickHouse, type ClickHouse } from "../../db/clickhouse/client.ts";
import { migrateClickHouse } from "../../db/clickhouse/migrate.ts";
import { openPostgres, type Postgres } from "../../db/postgres/client.ts";
import { migratePostgres } from "../../db/postgres/migrate.ts";
import type { Spool } from "../../db/spool/spool.ts";
import { openSpool } from "../../db/spool/open-spool.ts";
import type { SpoolLimits } from "../../db/spool/spool-limits.ts";
import { uuidV7 } from "../../domain/uuid-v7.ts";
import type { RequestRecord } from "../../ingest/request-log.ts";
import { collectingLog } from "./books.ts";
import type { TestDataPlane } from "./data-plane.ts";

export interface DeliveryStores {
  readonly pg: Postgres;
  readonly ch: ClickHouse;
  readonly url: string;
  count(query: string): Promise<number>;
  /** Waits until the query's number is `wanted`. */
  countReaches(query: string, wanted: number): Promise<void>;
  close(): Promise<void>;
}

/** Both databases of a data plane, migrated: ClickHouse a database of its own, Postgres emptied of deliveries. */
export async function openDeliveryStores(plane: TestDataPlane): Promise<DeliveryStores> {
  const { url } = await plane.freshClickHouse();
  const { host, port, user, database } = plane.plane.postgres;
  const pg = openPostgres({ kind: "embedded", host, port, user, database });
  await migratePostgres(pg);
  await pg.sql`delete from outbox`;
  await pg.sql`delete from dirty_days`;
  await pg.sql`delete from dead_letters`;
  await pg.sql`delete from work_leases`;
  const ch = openClickHouse({ url, cluster: null });
  await migrateClickHouse(ch, url);
  const count = async (query: string): Promise<number> => {
    const result = await ch.client.query({ query, format: "JSONCompactEachRow" });
    const [row] = await result.json<[string]>();
    return Number(row?.[0]);
  };
  return {
    pg,
    ch,
    url,
    count,
    countReaches: (query, wanted) =>
      eventually(async () => {
        const found = await count(query);
        if (found !== wanted) throw new Error(`${query}: ${found}, not ${wanted}`);
      }),
    async close() {
      await ch.close();
      await pg.close();
    },
  };
}

const EVENTUALLY_MS = 30_000;
const POLL_MS = 25;

/** Polls until `check` does not throw; its last error when it never does. */
export async function eventually(
  check: () => Promise<void> | void,
  deadlineMs = EVENTUALLY_MS,
): Promise<void> {
  const until = performance.now() + deadlineMs;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}

/** A facts row of the outbox: a generation in its first version. */
export function generationFact(change: Record<string, unknown> = {}): Record<string, unknown> {
  const atMs = Date.parse("2026-03-05T12:00:00Z");
  return {
    workspace_id: "default",
    generation_id: uuidV7(atMs, randomBytes(10)),
    version: 1,
    operation: "create",
    state: "succeeded",
    provider: "openai",
    upstream: "openai",
    key_id: randomUUID(),
    provider_job_id: null,
    source_provider_job_id: null,
    feature: "remix",
    surface: "app_ios",
    customer: "(none)",
    user_id: "u_1",
    region: "FR",
    platform: "ios",
    plan: "free",
    tags: {},
    model: "sora-2",
    resolution: "1280x720",
    requested_seconds: "8.000",
    video_seconds: "8.000",
    audio: null,
    dimensions: {},
    prompt_hash: "",
    submitted_at: null,
    started_at: null,
    finished_at: "2026-03-05T12:01:00Z",
    settled_at: null,
    lost_at: null,
    first_downloaded_at: null,
    gpu_ms: null,
    gpu_basis: null,
    gpu_type: null,
    estimate: "0.800000000",
    cost: "0.800000000",
    currency: "USD",
    cost_basis: "rate_card",
    unpriced_reason: null,
    price_id: null,
    price_unit: "second",
    units: "8.000000000",
    unit_amount: "0.100000000",
    failure_kind: null,
    failure_code: null,
    failure_message: null,
    ...change,
  };
}

export async function enqueue(
  pg: Postgres,
  facts: readonly Record<string, unknown>[],
): Promise<void> {
  const rows = facts.map((fact) => ({
    entity_id: String(fact["generation_id"]),
    version: Number(fact["version"]),
    payload: fact,
  }));
  await pg.sql`
    insert into outbox (topic, workspace_id, entity_id, version, day, payload)
    select 'generation', 'default', (row->>'entity_id')::uuid, (row->>'version')::integer, '2026-03-05', row->'payload'
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as row`;
}

export function requestRecord(change: Partial<RequestRecord> = {}): RequestRecord {
  const atMs = change.atMs ?? Date.now();
  return {
    requestId: uuidV7(atMs, randomBytes(10)),
    workspaceId: "default",
    atMs,
    keyId: randomUUID(),
    upstream: "openai",
    provider: "openai",
    method: "GET",
    route: "/v1/videos/{id}",
    status: 200,
    generationId: null,
    providerJobId: "video_1",
    feature: "remix",
    userId: "u_1",
    durationMs: 12.5,
    upstreamMs: 11.2,
    bytesIn: 0,
    bytesOut: 512,
    errorCode: "",
    clientAborted: false,
    retryCount: 0,
    retainDays: 90,
    ...change,
  };
}

/** Small files, no ballast and no free-space rule, so that a test does not depend on its disk. */
export const SMALL_SPOOL: Partial<SpoolLimits> = {
  ballastBytes: 0,
  minFreeBytes: 0,
  minFreeShare: 0,
};

export interface TestSpool {
  readonly directory: string;
  readonly log: ReturnType<typeof collectingLog>;
  open(instanceId?: string, limits?: Partial<SpoolLimits>): Promise<Spool>;
  close(): Promise<void>;
}

/** A spool's root in a temporary directory; every spool it opened is closed with it. */
export function temporarySpool(): TestSpool {
  const directory = mkdtempSync(join(tmpdir(), "rm-spool-"));
  const log = collectingLog();
  const opened: Spool[] = [];
  return {
    directory,
    log,
    async open(instanceId = "one", limits = {}) {
      const spool = await openSpool({
        directory,
        instanceId,
        log,
        limits: { ...SMALL_SPOOL, ...limits },
      });
      opened.push(spool);
      return spool;
    },
    async close() {
      for (const spool of opened) await spool.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
