import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GENERATION_STATES } from "../../../domain/generation.ts";
import { isFinal, nextState } from "../../../domain/lifecycle.ts";
import type { Observation } from "../../../domain/observation.ts";
import { uuidV7, uuidV7Ms } from "../../../domain/uuid-v7.ts";

const STATUSES = [
  "submitted",
  "running",
  "succeeded",
  "failed",
  "blocked",
  "cancelled",
  "expired",
  "deleted",
  "unknown_job",
] as const satisfies readonly Observation["status"][];

const state = fc.constantFrom(...GENERATION_STATES);
const status = fc.constantFrom(...STATUSES);

describe("the life of a generation", () => {
  it("answers every pair of state and status", () => {
    fc.assert(
      fc.property(state, status, (from, seen) =>
        ["move", "stay", "refuse"].includes(nextState(from, seen).kind),
      ),
    );
  });

  it("never leaves a known outcome, whatever is seen afterwards", () => {
    fc.assert(
      fc.property(state, fc.array(status, { maxLength: 12 }), (from, news) => {
        let at = from;
        for (const seen of news) {
          const move = nextState(at, seen);
          if (isFinal(at)) expect(move.kind).not.toBe("move");
          if (move.kind === "move") at = move.to;
        }
      }),
    );
  });

  it("takes the same news twice as once", () => {
    fc.assert(
      fc.property(state, status, (from, seen) => {
        const first = nextState(from, seen);
        if (first.kind === "move") expect(nextState(first.to, seen).kind).toBe("stay");
      }),
    );
  });
});

describe("UUIDv7", () => {
  const ms = fc.integer({ min: 0, max: 2 ** 48 - 1 });
  const random = fc.uint8Array({ minLength: 10, maxLength: 10 });

  it("carries its time and sorts by it", () => {
    fc.assert(
      fc.property(ms, ms, random, random, (a, b, x, y) => {
        expect(uuidV7Ms(uuidV7(a, x))).toBe(a);
        if (a < b) expect(uuidV7(a, x) < uuidV7(b, y)).toBe(true);
      }),
    );
  });

  it("has version 7 and the RFC's variant", () => {
    fc.assert(
      fc.property(ms, random, (at, bytes) => {
        expect(uuidV7(at, bytes)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        );
      }),
    );
  });
});
