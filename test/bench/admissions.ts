import { randomBytes, randomUUID } from "node:crypto";
import { openPostgres, type Postgres } from "../../db/postgres/client.ts";
import { migratePostgres } from "../../db/postgres/migrate.ts";
import type { PlannedHold } from "../../domain/quota/plan-holds.ts";
import { uuidV7 } from "../../domain/uuid-v7.ts";
import type { NewJob } from "../../ingest/job-book.ts";
import { createProviderRegistry } from "../../ingest/providers/registry.ts";
import { openJobBook } from "../../ingest/settle/open-job-book.ts";
import { openTestDataPlane } from "../support/data-plane.ts";
import { createMemoryDirectory } from "../support/memory-directory.ts";
import { plannedHold } from "../support/planned-hold.ts";
import { withPostgres } from "../support/postgres.ts";
import type { Figure } from "./figures.ts";
import { percentile } from "./percentile.ts";

/** What one run of admissions gave. */
interface AdmissionRun {
  readonly engine: "embedded" | "server";
  readonly rules: number;
  readonly hot: boolean;
  readonly admittedPerSecond: number;
  /** Single-row conditional updates per second on the same pool: what the engine itself can do. */
  readonly rawPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** At the paced rate. */
  readonly pacedPerSecond: number;
  readonly pacedP99Ms: number;
}

const RULES = [1, 3, 6] as const;
const CALLERS = 64;
const USERS = 2_000;
const PACED = { embedded: 100, server: 500 } as const;
const LEAST = { embedded: 300, server: 1_500 } as const;
const MOST_P99_MS = 15;
const ROOMY = 10n ** 24n;

/**
 * Admissions per second with 1, 3 and 6 rules in force, all of them per user or one of them shared by everyone, beside
 * the engine's own single-row updates in the same run.
 */
export async function measureAdmissions(
  durationMs: number,
  progress: (line: string) => void,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const engine of ["embedded", "server"] as const) {
    const opened = await openEngine(engine);
    try {
      const { rawPerSecond } = await measureRaw(opened.pg, engine, durationMs);
      const admit = await openAdmissions(opened.pg, engine);
      for (const rules of RULES) {
        for (const hot of [false, true]) {
          progress(`admissions: ${engine}, ${rules} rules${hot ? ", one shared" : ""} …`);
          const closed = await closedLoop(() => admit(rules, hot), CALLERS, durationMs);
          const paced = await pacedLoop(() => admit(rules, hot), PACED[engine], durationMs);
          figures.push(
            figureOf({
              engine,
              rules,
              hot,
              rawPerSecond,
              admittedPerSecond: closed.perSecond,
              p50Ms: closed.p50Ms,
              p99Ms: closed.p99Ms,
              pacedPerSecond: PACED[engine],
              pacedP99Ms: paced.p99Ms,
            }),
          );
        }
      }
    } finally {
      await opened.close();
    }
  }
  return figures;
}

function figureOf(run: AdmissionRun): Figure {
  const name = `${run.engine}, ${run.rules} rules${run.hot ? ", 1 shared" : ""}`;
  const ratio = run.admittedPerSecond / run.rawPerSecond;
  return {
    name: `admissions: ${name}`,
    relay: `${run.rawPerSecond.toFixed(0)} updates/s`,
    proxy: `${run.admittedPerSecond.toFixed(0)}/s`,
    verdict: `${ratio.toFixed(2)} (≥ ${LEAST[run.engine]}/s); p99 ${run.pacedP99Ms.toFixed(1)} ms at ${run.pacedPerSecond}/s (≤ ${MOST_P99_MS} ms)`,
    data: { ...run, name: `admissions: ${name}`, hot: String(run.hot), ratio },
  };
}

async function openEngine(engine: "embedded" | "server") {
  if (engine === "server") {
    const server = await withPostgres("server");
    return { pg: await server.database(), close: () => server.close() };
  }
  const test = await openTestDataPlane();
  const pg = openPostgres({ kind: "embedded", ...test.plane.postgres });
  await migratePostgres(pg);
  return {
    pg,
    close: async () => {
      await pg.close();
      await test.close();
    },
  };
}

async function measureRaw(pg: Postgres, engine: string, durationMs: number) {
  await pg.sql`create table if not exists raw_buckets (id integer primary key, used numeric not null)`;
  await pg.sql`insert into raw_buckets select g, 0 from generate_series(0, ${USERS - 1}) g on conflict do nothing`;
  const callers = engine === "embedded" ? 1 : 10;
  const raw = await closedLoop(
    async () => {
      const id = Math.floor(Math.random() * USERS);
      await pg.sql`update raw_buckets set used = used + 1 where id = ${id} and used + 1 <= 1000000000`;
    },
    callers,
    durationMs,
  );
  return { rawPerSecond: raw.perSecond };
}

async function openAdmissions(pg: Postgres, engine: "embedded" | "server") {
  const workspaceId = `ws_${randomBytes(6).toString("hex")}`;
  const upstreamId = randomUUID();
  await pg.sql`insert into workspaces (id, name, slug) values (${workspaceId}, 'Bench', ${workspaceId})`;
  await pg.sql`
    insert into upstreams (id, workspace_id, slug, provider, base_url, credential_sealed, credential_last4)
    values (${upstreamId}, ${workspaceId}, 'openai', 'openai', 'http://127.0.0.1:1', '\\x00', '')`;
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const book = openJobBook({
    pg,
    directory: createMemoryDirectory(),
    providers: createProviderRegistry(),
    reportingCurrency: "USD",
    now: Date.now,
    log,
    instanceId: randomUUID(),
    admitTimeoutMs: 60_000,
    ...(engine === "embedded" ? { admissionLanes: 1 } : {}),
  });
  const ruleIds = Array.from({ length: 6 }, () => randomUUID());
  return async (rules: number, hot: boolean): Promise<void> => {
    const user = `u_${Math.floor(Math.random() * USERS)}`;
    const holds = ruleIds.slice(0, rules).map((ruleId, index): PlannedHold => {
      const shared = hot && index === 0;
      return plannedHold(ruleId, ROOMY, {
        family: `generations|${shared ? "shared" : "user"}:${index}|user`,
        subject: shared ? "" : `user=${user}`,
        grantUser: shared ? null : user,
      });
    });
    const result = await book.admit(newJob(workspaceId, upstreamId, user), holds);
    if (result.kind !== "admitted") throw new Error("the bench's rules are too narrow");
  };
}

function newJob(workspaceId: string, upstreamId: string, user: string): NewJob {
  const createdAtMs = Date.now();
  return {
    generationId: uuidV7(createdAtMs, randomBytes(10)),
    createdAtMs,
    workspaceId,
    upstreamId,
    upstream: "openai",
    provider: "openai",
    keyId: upstreamId,
    operation: "create",
    sourceProviderJobId: null,
    downloadsPass: true,
    attribution: {
      feature: "create",
      user,
      customer: "(none)",
      surface: "api",
      region: "US",
      platform: "ios",
      plan: "free",
      tags: {},
    },
    model: "sora-2",
    resolution: "1280x720",
    requestedSeconds: 8_000_000_000n,
    audio: true,
    dimensions: { size: "1280x720", seconds: "8", operation: "create" },
    promptHash: "",
    prompt: null,
    estimate: { basis: "estimate", amount: 800_000_000n, currency: "USD", calculation: null },
  };
}

/** `callers` ask one after the other, each as fast as it is answered. */
async function closedLoop(work: () => Promise<void>, callers: number, durationMs: number) {
  const times: number[] = [];
  const startedMs = performance.now();
  const until = startedMs + durationMs;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < until) times.push(await timed(work));
    }),
  );
  const seconds = (performance.now() - startedMs) / 1_000;
  return { perSecond: times.length / seconds, ...percentiles(times) };
}

/** One call every 1/rate second, whatever the answers take. */
async function pacedLoop(work: () => Promise<void>, rate: number, durationMs: number) {
  const calls: Promise<number>[] = [];
  const startedMs = performance.now();
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const elapsedMs = performance.now() - startedMs;
      while (calls.length < (elapsedMs / 1_000) * rate) calls.push(timed(work));
      if (elapsedMs >= durationMs) {
        clearInterval(timer);
        resolve();
      }
    }, 1);
  });
  return percentiles(await Promise.all(calls));
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

function percentiles(times: readonly number[]) {
  return { p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99) };
}
