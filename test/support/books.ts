import { randomBytes, randomUUID } from "node:crypto";
import type { Postgres } from "../../db/postgres/client.ts";
import { sealSecret } from "../../db/postgres/secret-box.ts";
import type { Observation } from "../../domain/observation.ts";
import { uuidV7 } from "../../domain/uuid-v7.ts";
import type { NewJob } from "../../ingest/job-book.ts";
import { startDirectory, type RunningDirectory } from "../../ingest/load-directory.ts";
import type { Log } from "../../ingest/log.ts";
import { promptHash } from "../../ingest/prompt-hash.ts";
import { createProviderRegistry } from "../../ingest/providers/registry.ts";
import {
  openJobBook,
  type JobBookDeps,
  type OpenJobBook,
} from "../../ingest/settle/open-job-book.ts";
import type { PostgresServer } from "./postgres.ts";

export const CREDENTIAL = "sk-upstream-secret";
export const PRICE_PER_SECOND = 100_000_000n;

export interface BooksOptions {
  readonly baseUrl?: string;
  readonly webhookSecret?: string;
  /** Use this database instead of a fresh one. */
  readonly pg?: Postgres;
}

/** A workspace with one upstream and one price in a database of its own, and the book of its jobs. */
export interface Books {
  readonly pg: Postgres;
  readonly workspaceId: string;
  readonly upstreamId: string;
  readonly masterKey: Uint8Array;
  readonly running: RunningDirectory;
  readonly log: CollectingLog;
  readonly book: OpenJobBook;
  /** What settling takes, with this test's instance. */
  readonly deps: JobBookDeps;
  newJob(change?: Partial<NewJob> & { readonly text?: string }): NewJob;
  /** The jobs row with its outbox versions and holds. */
  row(generationId: string): Promise<Record<string, unknown>>;
  count(what: string): Promise<number>;
  close(): Promise<void>;
}

export interface CollectingLog extends Log {
  readonly lines: { readonly level: string; readonly message: string; readonly fields: object }[];
}

export function collectingLog(): CollectingLog {
  const lines: CollectingLog["lines"] = [];
  const at = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, message, fields });
  return { lines, info: at("info"), warn: at("warn"), error: at("error") };
}

export async function openBooks(
  server: PostgresServer,
  options: BooksOptions = {},
): Promise<Books> {
  const pg = options.pg ?? (await server.database());
  const masterKey = randomBytes(32);
  const workspaceId = `ws_${randomBytes(6).toString("hex")}`;
  const upstreamId = randomUUID();
  await pg.sql`insert into workspaces (id, name, slug) values (${workspaceId}, 'Test', ${workspaceId})`;
  await addUpstream(pg, masterKey, { workspaceId, upstreamId, ...options });
  await pg.sql`
    insert into prices (id, workspace_id, provider, model, unit, conditions, amount, currency, valid_from)
    values (${randomUUID()}, ${workspaceId}, 'openai', 'sora-2', 'second', '{}'::jsonb, '0.1', 'USD', '2025-01-01')`;
  const log = collectingLog();
  const running = await startDirectory({ pg, masterKey, log });
  const deps: JobBookDeps = {
    pg,
    directory: running.directory,
    providers: createProviderRegistry(),
    reportingCurrency: "USD",
    now: Date.now,
    log,
    instanceId: randomUUID(),
  };
  const book = openJobBook(deps);
  return {
    pg,
    workspaceId,
    upstreamId,
    masterKey,
    running,
    log,
    book,
    deps,
    newJob: (change = {}) => newJob({ workspaceId, upstreamId, running }, change),
    async row(generationId) {
      const [row] = await pg.sql`select * from jobs where generation_id = ${generationId}`;
      if (row === undefined) throw new Error(`no row ${generationId}`);
      return { ...row };
    },
    async count(what) {
      const [row] = await pg.sql.unsafe(`select count(*)::integer as n from ${what}`);
      return Number(row?.["n"]);
    },
    async close() {
      await book.close();
      await running.close();
      await pg.close();
    },
  };
}

export async function addUpstream(
  pg: Postgres,
  masterKey: Uint8Array,
  upstream: BooksOptions & {
    readonly workspaceId: string;
    readonly upstreamId: string;
    readonly slug?: string;
    readonly provider?: string;
  },
): Promise<void> {
  const { workspaceId, upstreamId } = upstream;
  const seal = (what: string, secret: string) =>
    Buffer.from(sealSecret(masterKey, `${workspaceId}/${upstreamId}/${what}`, secret));
  const webhook =
    upstream.webhookSecret === undefined ? null : seal("webhook", upstream.webhookSecret);
  await pg.sql`
    insert into upstreams (id, workspace_id, slug, provider, base_url, credential_sealed, credential_last4,
      webhook_secret_sealed, allow_private, polls_per_second)
    values (${upstreamId}, ${workspaceId}, ${upstream.slug ?? "openai"}, ${upstream.provider ?? "openai"}, ${upstream.baseUrl ?? "http://127.0.0.1:9"},
      ${seal("credential", CREDENTIAL)}, 'cret', ${webhook}, true, 1000)`;
}

export function newJob(
  where: { workspaceId: string; upstreamId: string; running: RunningDirectory },
  change: Partial<NewJob> & { readonly text?: string },
): NewJob {
  const { text = "a cat", ...overrides } = change;
  const createdAtMs = overrides.createdAtMs ?? Date.now();
  const key = where.running.directory.workspace(where.workspaceId)?.promptHashKey;
  if (key === undefined) throw new Error("the workspace is not in the directory");
  return {
    generationId: uuidV7(createdAtMs, randomBytes(10)),
    createdAtMs,
    workspaceId: where.workspaceId,
    upstreamId: where.upstreamId,
    upstream: "openai",
    provider: "openai",
    keyId: randomUUID(),
    operation: "create",
    sourceProviderJobId: null,
    downloadsPass: true,
    attribution: {
      feature: "remix",
      user: "u_1",
      customer: "(none)",
      surface: "app_ios",
      region: "FR",
      platform: "ios",
      plan: "free",
      tags: { team: "a" },
    },
    model: "sora-2",
    resolution: "1280x720",
    requestedSeconds: 8_000_000_000n,
    audio: null,
    dimensions: { size: "1280x720", seconds: 8 },
    promptHash: promptHash(key, text),
    prompt: null,
    estimate: {
      basis: "estimate",
      amount: 800_000_000n,
      currency: "USD",
      calculation: {
        priceId: randomUUID(),
        unit: "second",
        units: 8_000_000_000n,
        unitAmount: PRICE_PER_SECOND,
      },
    },
    ...overrides,
  };
}

export function observation(change: Partial<Observation> = {}): Observation {
  return {
    source: "poll",
    seenAtMs: Date.now(),
    status: "submitted",
    progress: null,
    startedAtMs: null,
    finishedAtMs: null,
    model: null,
    resolution: null,
    videoSeconds: null,
    gpuMs: null,
    reportedCost: null,
    resolved: null,
    billedUnits: null,
    failure: null,
    ...change,
  };
}
