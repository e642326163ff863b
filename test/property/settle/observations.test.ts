import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Observation } from "../../../domain/observation.ts";
import { MISSING_RULES } from "../../../ingest/settle/decide-observation.ts";
import { foldObservation } from "../../../ingest/settle/fold-observation.ts";
import { POLL_SCHEDULE } from "../../../ingest/settle/poll-schedule.ts";
import { observation, openBooks, type Books } from "../../support/books.ts";
import { plannedHold } from "../../support/planned-hold.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";

const RUNS = 40;
const SECOND_MS = 1_000;

interface Truth {
  readonly outcome: "succeeded" | "failed" | "blocked" | "expired";
  readonly gpuMs: number | null;
  readonly seconds: bigint;
}

/** What an upstream may be seen to say about one job, all of it true at some moment. */
function sightings(truth: Truth, startMs: number): Observation[] {
  const startedAtMs = startMs + 5 * SECOND_MS;
  const finishedAtMs = startMs + 60 * SECOND_MS;
  const end = observation({
    status: truth.outcome,
    startedAtMs,
    finishedAtMs,
    videoSeconds: truth.outcome === "succeeded" ? truth.seconds : null,
    failure:
      truth.outcome === "succeeded"
        ? null
        : { kind: "provider_error", code: truth.outcome, message: "it did not work" },
  });
  return [
    observation({ status: "submitted" }),
    observation({ status: "submitted", progress: 0, source: "list" }),
    observation({ status: "running", startedAtMs, progress: 30 }),
    observation({ status: "running", startedAtMs, progress: 70, source: "worker" }),
    observation({ status: "unknown_job", seenAtMs: startMs + SECOND_MS }),
    end,
    { ...end, source: "webhook" },
    { ...end, gpuMs: truth.gpuMs, source: "worker" },
  ];
}

describe("observations of one job", () => {
  let server: PostgresServer;
  let books: Books;
  beforeAll(async () => {
    server = await withPostgres("server");
    books = await openBooks(server);
  });
  afterAll(async () => {
    await books.close();
    await server.close();
  });

  it("lead to the same row in any order, any number, one after the other or together", async () => {
    const truth = fc.record<Truth>({
      outcome: fc.constantFrom("succeeded", "failed", "blocked", "expired"),
      gpuMs: fc.option(fc.integer({ min: 1, max: 1_000_000 })),
      seconds: fc.bigInt({ min: 1n, max: 60n }).map((whole) => whole * 1_000_000_000n),
    });
    const order = fc.array(fc.nat({ max: 7 }), { minLength: 1, maxLength: 16 });
    await fc.assert(
      fc.asyncProperty(truth, order, order, async (truth, one, other) => {
        // The end is seen by both in the end, with all that is known.
        const rows = await Promise.all([one, other].map((seen) => live(truth, [...seen, 5, 7])));
        expect(rows[0]).toEqual(rows[1]);
      }),
      { numRuns: RUNS },
    );
  });

  async function live(truth: Truth, order: readonly number[]) {
    const job = books.newJob();
    await books.book.admit(job, [
      plannedHold(job.keyId, 5_000_000_000n, { metric: "cost", amount: 2_000_000_000n }),
    ]);
    const known = await books.book.accepted(job, `video_${job.generationId}`, observation());
    const all = sightings(truth, job.createdAtMs);
    const deps = { ...books.deps, schedule: POLL_SCHEDULE, missing: MISSING_RULES };
    const half = Math.floor(order.length / 2);
    const inTurn = async (indexes: readonly number[]): Promise<void> => {
      for (const index of indexes) {
        const seen = all[index];
        if (seen !== undefined) await books.book.observe(known, seen);
      }
    };
    const together = order.slice(half).map(async (index) => {
      const seen = all[index];
      return seen === undefined ? null : foldObservation(deps, job.generationId, seen);
    });
    await Promise.all([inTurn(order.slice(0, half)), ...together]);
    const [row] = await books.pg.sql`
      select state, cost, currency, cost_basis, units, unit_amount, video_seconds, gpu_ms, gpu_basis, failure_kind,
        failure_code, next_poll_at, started_at - created_at as started, finished_at - created_at as finished,
        (select count(*)::int from outbox where entity_id = generation_id
          and payload->>'state' = jobs.state and payload->>'gpu_ms' is not distinct from jobs.gpu_ms::text) > 0 as told,
        (select jsonb_build_object('state', holds.state, 'captured', holds.captured::text, 'used', used::text,
          'held', held::text, 'overrun', holds.overrun::text) from holds join quota_buckets using (workspace_id, family, subject, window_start)
          where holds.generation_id = jobs.generation_id) as hold
      from jobs where generation_id = ${job.generationId}`;
    expect(row).toMatchObject({ state: truth.outcome, next_poll_at: null, told: true });
    expect(row?.["gpu_ms"]).toBe(truth.gpuMs === null ? null : String(truth.gpuMs));
    return { ...row };
  }
});
