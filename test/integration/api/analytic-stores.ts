import { randomBytes, randomUUID } from "node:crypto";
import { loadHistory } from "../../../db/clickhouse/bulk-load.ts";
import { openClickHouse, type ClickHouse } from "../../../db/clickhouse/client.ts";
import { migrateClickHouse } from "../../../db/clickhouse/migrate.ts";
import { rebuildDay } from "../../../db/clickhouse/rollup.ts";
import { generationRow } from "../../../db/clickhouse/rows/generation-row.ts";
import { revenueRow } from "../../../db/clickhouse/rows/revenue-row.ts";
import { openPostgres, type Postgres } from "../../../db/postgres/client.ts";
import { migratePostgres } from "../../../db/postgres/migrate.ts";
import { jobs } from "../../../db/postgres/schema/jobs.ts";
import { upstreams } from "../../../db/postgres/schema/gateway.ts";
import { uuidV7 } from "../../../domain/uuid-v7.ts";
import type { TestDataPlane } from "../../support/data-plane.ts";

export interface AnalyticStores {
  readonly pg: Postgres;
  readonly ch: ClickHouse;
  close(): Promise<void>;
}

/** Both engines of the embedded data plane, migrated, with a ClickHouse database of their own. */
export async function openAnalyticStores(plane: TestDataPlane): Promise<AnalyticStores> {
  const { url } = await plane.freshClickHouse();
  const ch = openClickHouse({ url, cluster: null });
  await migrateClickHouse(ch, url);
  const pg = openPostgres({ kind: "embedded", ...plane.plane.postgres });
  await migratePostgres(pg);
  return {
    pg,
    ch,
    async close() {
      await ch.close();
      await pg.close();
    },
  };
}

type NewJob = typeof jobs.$inferInsert;

/** A finished clip of a workspace in the books; say what is to differ. */
export async function bookJob(
  pg: Postgres,
  workspaceId: string,
  createdAt: string,
  change: Partial<NewJob> = {},
): Promise<string> {
  const at = new Date(createdAt);
  const id = uuidV7(at.getTime(), randomBytes(10));
  await pg.drizzle.insert(jobs).values({
    generationId: id,
    workspaceId,
    upstreamId: await upstreamOf(pg, workspaceId),
    upstream: "openai",
    provider: "openai",
    keyId: randomUUID(),
    instanceId: randomUUID(),
    operation: "create",
    state: "succeeded",
    version: 3,
    providerJobId: `video_${id}`,
    feature: "remix",
    surface: "app_ios",
    customer: "(none)",
    userId: "u_1",
    region: "fr",
    platform: "ios",
    plan: "free",
    tags: { team: "a" },
    model: "sora-2",
    resolution: "1280x720",
    requestedSeconds: "4",
    audio: true,
    dimensions: { size: "1280x720", audio: true, seconds: 4 },
    promptHash: id,
    createdAt: at,
    submittedAt: at,
    startedAt: new Date(at.getTime() + 1_000),
    finishedAt: new Date(at.getTime() + 61_000),
    settledAt: new Date(at.getTime() + 62_000),
    firstDownloadedAt: new Date(at.getTime() + 63_000),
    outcomeUnknown: false,
    videoSeconds: "4",
    gpuMs: 40_000,
    gpuBasis: "reported",
    estimate: "0.4",
    cost: "0.4",
    currency: "USD",
    costBasis: "rate_card",
    priceId: randomUUID(),
    priceUnit: "second",
    units: "4",
    unitAmount: "0.1",
    ...change,
  });
  return id;
}

/** Sends a workspace's books to ClickHouse as the outbox would, and rebuilds the days' rollups. */
export async function deliver({ pg, ch }: AnalyticStores, workspaceId: string): Promise<void> {
  const generations = await pg.sql<{ fact: unknown; day: string }[]>`
    select generation_fact(jobs) as fact, (created_at at time zone 'UTC')::date::text as day
    from jobs where workspace_id = ${workspaceId}`;
  const revenue = await pg.sql<{ fact: unknown; day: string }[]>`
    select payload as fact, day::text from outbox where workspace_id = ${workspaceId} and topic = 'revenue' order by id`;
  await loadHistory(ch, {
    batchId: randomUUID(),
    generations: generations.map((row) => generationRow(row.fact)),
    revenue: revenue.map((row) => revenueRow(row.fact)),
  });
  for (const day of new Set(generations.map((row) => row.day))) await rebuildDay(ch, day);
  await pg.sql`delete from outbox where workspace_id = ${workspaceId}`;
}

/** The workspace's upstream, made when there is none. */
export async function upstreamOf(pg: Postgres, workspaceId: string): Promise<string> {
  const [known] = await pg.sql<{ id: string }[]>`
    select id from upstreams where workspace_id = ${workspaceId} limit 1`;
  if (known !== undefined) return known.id;
  const id = randomUUID();
  await pg.drizzle.insert(upstreams).values({
    id,
    workspaceId,
    slug: "openai",
    provider: "openai",
    baseUrl: "https://api.openai.com/v1",
    credentialSealed: new Uint8Array([1]),
    credentialLast4: "",
  });
  return id;
}
