import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseNano } from "../../../domain/money.ts";
import type { KnownJob } from "../../../ingest/job-book.ts";
import { observation, openBooks, type Books } from "../../support/books.ts";
import { familyOfRule, plannedHold } from "../../support/planned-hold.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";

const RUNS = 30;
const LIMIT = 10_000_000_000n;

type End = "succeeded" | "failed" | "refused" | "open";

describe("holds", () => {
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

  it("never let used + held pass a limit, and always sum to their buckets, whatever races", async () => {
    const create = fc.record({
      seconds: fc.bigInt({ min: 1n, max: 6n }),
      end: fc.constantFrom<End>("succeeded", "failed", "refused", "open"),
      /** The outcome is seen this often, together. */
      times: fc.integer({ min: 1, max: 3 }),
    });
    const waves = fc.array(fc.array(create, { minLength: 1, maxLength: 12 }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(waves, async (waves) => {
        const [a, b] = [randomUUID(), randomUUID()];
        for (const wave of waves) {
          await Promise.all(wave.map((one) => live([a, b], one.seconds, one.end, one.times)));
          for (const ruleId of [a, b]) await balanced(ruleId);
        }
      }),
      { numRuns: RUNS },
    );
  });

  /** One clip whose length is capped by two rules: `a` counts it whole, `b` half. */
  async function live(rules: readonly [string, string], seconds: bigint, end: End, times: number) {
    const job = books.newJob();
    const [a, b] = rules;
    const amount = seconds * 1_000_000_000n;
    // In either order: the books lock in their own.
    const holds = [hold(a, amount), hold(b, amount / 2n)];
    const admission = await books.book.admit(job, seconds % 2n === 0n ? holds : holds.toReversed());
    if (admission.kind === "refused") return;
    if (end === "refused") {
      await again(times, () =>
        books.book.refusedUpstream(job.generationId, {
          kind: "rejected",
          code: "no",
          message: "no",
        }),
      );
      return;
    }
    const known = await books.book.accepted(job, `video_${job.generationId}`, observation());
    if (end === "open") return;
    await again(times, () => finish(known, end));
  }

  function finish(known: KnownJob, status: "succeeded" | "failed"): Promise<void> {
    // A shadow of its own each time, as another process would have.
    const videoSeconds = status === "succeeded" ? 500_000_000n : null;
    return books.book.observe({ ...known }, observation({ status, videoSeconds }));
  }

  async function balanced(ruleId: string): Promise<void> {
    const [row] = await books.pg.sql<Record<"used" | "held" | "open" | "captured", string>[]>`
      select coalesce(sum(used), 0)::text as used, coalesce(sum(held), 0)::text as held,
        (select coalesce(sum(amount), 0)::text from holds where rule_id = ${ruleId} and state = 'open') as open,
        (select coalesce(sum(captured), 0)::text from holds where rule_id = ${ruleId} and state <> 'open') as captured
      from quota_buckets where family = ${familyOfRule(ruleId)}`;
    if (row === undefined) throw new Error("no sums");
    expect(parseNano(row.held)).toBe(parseNano(row.open));
    expect(parseNano(row.used)).toBe(parseNano(row.captured));
    expect(parseNano(row.used) + parseNano(row.held)).toBeLessThanOrEqual(LIMIT);
  }
});

function hold(ruleId: string, amount: bigint) {
  return plannedHold(ruleId, LIMIT, { metric: "video_seconds", amount });
}

async function again(times: number, work: () => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: times }, work));
}
