import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ClickHouse } from "../../../db/clickhouse/client.ts";
import { insertBatch } from "../../../db/clickhouse/insert-batch.ts";
import { breakdownQuery } from "../../../db/clickhouse/queries/breakdown.ts";
import { ask } from "../../../db/clickhouse/queries/query.ts";
import type { Scope } from "../../../db/clickhouse/queries/scope.ts";
import { summaryQuery } from "../../../db/clickhouse/queries/summary.ts";
import { timeseriesQuery } from "../../../db/clickhouse/queries/timeseries.ts";
import { rebuildDays } from "../../../db/clickhouse/rollup.ts";
import type { GenerationRow } from "../../../db/clickhouse/rows/generation-row.ts";
import { isFinal } from "../../../domain/lifecycle.ts";
import { formatNano, parseNano } from "../../../domain/money.ts";
import { bucketStarts } from "../../../domain/time-buckets.ts";
import { openAnalyticStore } from "../../support/analytic-store.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { clipRow } from "../../support/generation-rows.ts";

const plane = sharedDataPlane();
let ch: ClickHouse;
beforeAll(async () => {
  ch = await openAnalyticStore(plane());
});
afterAll(() => ch.close());

// Two days around Paris' change of clocks, and a third of another month.
const FIRST_MS = Date.UTC(2026, 9, 24);
const DAYS = ["2026-10-24", "2026-10-26"] as const;
const END_MS = Date.UTC(2026, 9, 27);

const STATES = ["submitted", "running", "succeeded", "failed", "blocked", "lost"] as const;
const clip = fc.record({
  createdAtMs: fc.integer({ min: FIRST_MS, max: END_MS - 1 }),
  random: fc.uint8Array({ minLength: 10, maxLength: 10 }),
  state: fc.constantFrom(...STATES),
  costBasis: fc.constantFrom("rate_card", "estimate", "unpriced"),
  cost: fc.option(fc.bigInt({ min: 0n, max: 10n ** 12n }).map(formatNano)),
  currency: fc.constantFrom("USD", "EUR"),
  feature: fc.constantFrom("create", "remix", "extend"),
  user: fc.constantFrom("u_1", "u_2", "(none)"),
  promptHash: fc.constantFrom("", "p1", "p2"),
  downloaded: fc.boolean(),
  downloadsPass: fc.boolean(),
  gpuMs: fc.option(fc.integer({ min: 0, max: 10 ** 9 })),
});

/** How the same rows reach the store: earlier versions first or last, some batches twice, in random cuts. */
const delivery = fc.record({
  cuts: fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 6 }),
  again: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  stale: fc.boolean(),
});

/** What the rows come to, computed the plain way. */
function fold(rows: readonly GenerationRow[]) {
  const ours = rows.filter((row) => row.currency === "USD");
  const final = ours.filter((row) => STATES.some((s) => s === row.state && isFinal(s)));
  const sum = (amounts: readonly (string | null)[]) =>
    amounts.reduce((total, amount) => total + parseNano(amount ?? "0"), 0n);
  return {
    generations: rows.length,
    succeeded: rows.filter((row) => row.state === "succeeded").length,
    spend: sum(final.map((row) => row.cost)),
    held: sum(
      ours
        .filter((row) => ["submitted", "running", "lost"].includes(row.state))
        .filter((row) => row.cost_basis === "estimate")
        .map((row) => row.estimate),
    ),
    gpuMs: rows.every((row) => row.gpu_ms === null)
      ? null
      : rows.reduce((total, row) => total + (row.gpu_ms ?? 0), 0),
    users: new Set(rows.map((row) => row.user_id).filter((user) => user !== "(none)")).size,
  };
}

type Figures = Awaited<ReturnType<typeof summaryOf>>;

async function summaryOf(scope: Scope) {
  const [row] = await ask(ch, summaryQuery(scope));
  if (row === undefined) throw new Error("a summary is one row");
  return row;
}

const shape = (row: Figures) => ({
  generations: row.generations,
  succeeded: row.succeeded,
  spend: parseNano(row.spend),
  held: parseNano(row.held),
  gpuMs: row.gpu_ms,
  users: row.users,
});

async function deliver(
  rows: readonly GenerationRow[],
  how: { cuts: readonly number[]; again: readonly boolean[]; stale: boolean },
): Promise<void> {
  const before = rows.map((row) => ({ ...row, version: 1, state: "submitted", cost: null }));
  const all = how.stale ? [...rows, ...before] : [...before, ...rows];
  let at = 0;
  for (let turn = 0; at < all.length; turn += 1) {
    const size = how.cuts[turn % how.cuts.length] ?? 1;
    const part = all.slice(at, at + size);
    const batchId = randomUUID();
    await insertBatch(ch, "generations_v1", batchId, part);
    if (how.again[turn % how.again.length]) {
      await insertBatch(ch, "generations_v1", batchId, part);
      await insertBatch(ch, "generations_v1", randomUUID(), part);
    }
    at += size;
  }
  await rebuildDays(ch, ...DAYS);
}

describe("the rollup", () => {
  it("equals the fold of the rows, however often and in whatever cuts they were delivered", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(clip, {
          minLength: 1,
          maxLength: 40,
          selector: (each) => `${each.createdAtMs}/${each.random.join()}`,
        }),
        delivery,
        fc.constantFrom("UTC", "Europe/Paris", "Asia/Kolkata", "Asia/Kathmandu"),
        async (clips, how, zone) => {
          const workspaceId = randomUUID();
          const rows = clips.map((each) => clipRow({ workspaceId, ...each }));
          await deliver(rows, how);
          const scope: Scope = {
            workspaceId,
            range: { fromMs: FIRST_MS, toMs: END_MS },
            filters: [],
            currency: "USD",
          };
          const expected = fold(rows);
          expect(shape(await summaryOf(scope))).toEqual(expected);

          // One ms more than the day's end: no rollup fits, so the raw rows answer.
          const raw = { ...scope, range: { fromMs: FIRST_MS, toMs: END_MS + 1 } };
          const [viaRollup, viaRaw] = [await summaryOf(scope), await summaryOf(raw)];
          expect(viaRaw).toEqual(viaRollup);

          const byFeature = await ask(
            ch,
            breakdownQuery({
              scope,
              by: ["feature"],
              order: "spend",
              direction: "desc",
              limit: 10,
              offset: 0,
            }),
          );
          const startsMs = bucketStarts(scope.range, "day", zone);
          const byDay = await ask(ch, timeseriesQuery({ scope, startsMs, by: ["feature"] }));
          for (const parts of [byFeature, byDay]) {
            const spend = parts.reduce((sum, part) => sum + parseNano(part.spend), 0n);
            expect(spend).toBe(expected.spend);
            expect(parts.reduce((sum, part) => sum + part.generations, 0)).toBe(rows.length);
          }
        },
      ),
      { numRuns: 12 },
    );
  });
});
