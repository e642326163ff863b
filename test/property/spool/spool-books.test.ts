import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SpoolStore } from "../../../db/spool/spool-store.ts";
import { temporaryStore } from "../../support/spool-store.ts";

type Step =
  | { readonly kind: "append"; readonly records: number }
  | { readonly kind: "cut"; readonly limit: number }
  | { readonly kind: "bury"; readonly share: number }
  | { readonly kind: "deliver" }
  | { readonly kind: "replay"; readonly limit: number }
  | { readonly kind: "age" }
  | { readonly kind: "restart" };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("append" as const), records: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant("cut" as const), limit: fc.integer({ min: 1, max: 25 }) }),
  fc.record({
    kind: fc.constant("bury" as const),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  fc.record({ kind: fc.constant("deliver" as const) }),
  fc.record({ kind: fc.constant("replay" as const), limit: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant("age" as const) }),
  fc.record({ kind: fc.constant("restart" as const) }),
);

describe("the books of the spool", () => {
  it("keep accepted = stored + dead + waiting, and every record in one place, in any order of events", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
        const test = temporaryStore();
        const limits = { segmentMaxBytes: 60_000, segmentMaxAgeMs: 60_000 };
        let store = test.open(limits);
        let appended = 0;
        const delivered = new Set<string>();
        const batches = new Map<string, string>();
        const perform = (what: Step): SpoolStore => {
          if (what.kind === "append") {
            const bodies = Array.from({ length: what.records }, (_, i) => `"r${appended + i}"`);
            appended += what.records;
            store.append(bodies);
          } else if (what.kind === "cut") store.nextBatch(what.limit);
          else if (what.kind === "replay") store.replay(store.deadLetters(what.limit));
          else if (what.kind === "age") test.nowMs += 61_000;
          else if (what.kind === "restart") return test.open(limits);
          else {
            const batch = store.nextBatch(10);
            if (batch === null) return store;
            const { batchId, records } = batch;
            const text = JSON.stringify(records);
            if (what.kind === "bury") {
              const ids = records
                .slice(0, Math.floor(what.share * records.length))
                .map(({ id }) => id);
              store.bury(batchId, ids, "refused");
              store.bury(batchId, ids, "refused");
              batches.delete(batchId);
            } else {
              // Handed out twice, it is the same batch.
              expect(JSON.stringify(store.nextBatch(1)?.records)).toBe(text);
              expect(batches.get(batchId) ?? text).toBe(text);
              for (const { body } of records) {
                expect(delivered.has(body)).toBe(false);
                delivered.add(body);
              }
              store.finishBatch(batchId);
              store.finishBatch(batchId);
            }
          }
          store.tidy();
          return store;
        };
        try {
          for (const what of steps) {
            store = perform(what);
            const { accepted, stored, dead, waiting } = store.stats();
            expect({ accepted, sum: stored + dead + waiting }).toEqual({
              accepted: appended,
              sum: appended,
            });
            expect(stored).toBe(delivered.size);
          }
          for (let batch = store.nextBatch(20); batch !== null; batch = store.nextBatch(20)) {
            for (const { body } of batch.records) delivered.add(body);
            store.finishBatch(batch.batchId);
          }
          const dead = store.deadLetters(10_000).map(({ body }) => body);
          expect(new Set([...delivered, ...dead]).size).toBe(appended);
          expect(delivered.size + dead.length).toBe(appended);
        } finally {
          test.close();
        }
      }),
      { numRuns: 60 },
    );
  });
});
