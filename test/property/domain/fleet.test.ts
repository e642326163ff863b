import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composeFleet, type FleetUse } from "../../../domain/fleet/compose-fleet.ts";
import { versionAt, type FleetVersion } from "../../../domain/fleet/fleet-version.ts";
import { addGpuAmounts, NO_GPU_AMOUNT, type GpuAmount } from "../../../domain/fleet/gpu-amount.ts";
import { IDLE_RULES, splitIdle } from "../../../domain/fleet/split-idle.ts";

const STEP_MS = 900_000;
const RANGE = { fromMs: 0, toMs: 40 * STEP_MS };
const VALUES = ["remix", "storyboard", "(none)"];

const gpus = fc.record({
  type: fc.constantFrom("H100", "B200"),
  countNano: fc.bigInt({ min: 1n, max: 64_000_000n }).map((micro) => micro * 1_000n),
  usdPerHourNano: fc.bigInt({ min: 0n, max: 20_000_000_000n }),
});
const history = fc.array(
  fc.record<FleetVersion>({
    gpus: fc.option(gpus),
    validFromMs: fc.integer({ min: -3, max: 45 }).map((step) => step * STEP_MS),
    createdAtMs: fc.nat({ max: 1_000 }),
  }),
  { maxLength: 5 },
);
const draws = fc.array(
  fc.record({
    while: fc.nat({ max: 10 }),
    value: fc.constantFrom(...VALUES),
    outcome: fc.constantFrom("used" as const, "failed" as const, "open" as const),
    gpuMs: fc.bigInt({ min: 0n, max: 5_000_000_000n }),
  }),
  { maxLength: 30 },
);
const moment = fc.integer({ min: -2, max: 50 * STEP_MS });

const sum = (amounts: readonly GpuAmount[]) => amounts.reduce(addGpuAmounts, NO_GPU_AMOUNT);
const without = (a: GpuAmount, b: GpuAmount) => ({
  seconds: a.seconds - b.seconds,
  cost: a.cost - b.cost,
});

function compose(
  versions: readonly FleetVersion[],
  drawn: readonly { while: number; value: string; outcome: FleetUse["outcome"]; gpuMs: bigint }[],
  untilMs: number,
) {
  const cutsMs = versions
    .map(({ validFromMs }) => validFromMs)
    .filter((atMs) => atMs > RANGE.fromMs && atMs < RANGE.toMs);
  const startsMs = [...new Set([RANGE.fromMs, ...cutsMs])];
  const uses = drawn.map((each) => ({
    ...each,
    fromMs: startsMs[each.while % startsMs.length] ?? 0,
    generations: 1,
    gpuKnown: 1,
  }));
  return { uses, fleet: composeFleet(versions, uses, { range: RANGE, untilMs, cutsMs }) };
}

describe("a fleet's account", () => {
  it("is used + failed + idle − over = the whole that was paid, in seconds and money, to the nano", () => {
    fc.assert(
      fc.property(history, draws, moment, (versions, drawn, untilMs) => {
        const { fleet } = compose(versions, drawn, untilMs);
        for (const { capacity, used, failed, idle, over } of [
          fleet.figures,
          ...fleet.segments.map((each) => each.figures),
        ]) {
          expect(without(sum([used, failed, idle]), over)).toEqual(capacity);
          for (const part of [capacity, used, failed, idle, over]) {
            expect(part.seconds >= 0n && part.cost >= 0n).toBe(true);
          }
        }
        for (const { figures } of fleet.segments) {
          expect(figures.idle.seconds === 0n || figures.over.seconds === 0n).toBe(true);
        }
      }),
    );
  });

  it("is the sum of those who used it, and loses no GPU time", () => {
    fc.assert(
      fc.property(history, draws, (versions, drawn) => {
        const { fleet, uses } = compose(versions, drawn, RANGE.toMs);
        expect(sum(fleet.values.map(({ used }) => used))).toEqual(fleet.figures.used);
        expect(sum(fleet.values.map(({ failed }) => failed))).toEqual(fleet.figures.failed);
        const known = uses.filter(({ outcome }) => outcome !== "open");
        const ms = known.reduce((all, { gpuMs }) => all + gpuMs, 0n);
        const { used, failed } = fleet.figures;
        expect(used.seconds + failed.seconds + fleet.unratedMs * 1_000_000n).toBe(ms * 1_000_000n);
      }),
    );
  });

  it("has the capacity that a walk from step to step finds", () => {
    fc.assert(
      fc.property(history, (versions) => {
        let seconds = 0n;
        for (let atMs = RANGE.fromMs; atMs < RANGE.toMs; atMs += STEP_MS) {
          seconds += (versionAt(versions, atMs)?.gpus?.countNano ?? 0n) * BigInt(STEP_MS / 1_000);
        }
        expect(compose(versions, [], RANGE.toMs).fleet.figures.capacity.seconds).toBe(seconds);
      }),
    );
  });
});

it("splits idle time and money into parts that sum to the whole under every rule, whatever the order", () => {
  const weights = fc.uniqueArray(
    fc.tuple(
      fc.string({ maxLength: 4 }),
      fc.record({ gpuSeconds: fc.bigInt(0n, 10n ** 15n), peakMs: fc.bigInt(0n, 10n ** 6n) }),
    ),
    { selector: ([name]) => name, maxLength: 8 },
  );
  const amount = fc.record({
    seconds: fc.bigInt(0n, 10n ** 15n),
    cost: fc.bigInt(0n, 10n ** 15n),
  });
  fc.assert(
    fc.property(amount, fc.constantFrom(...IDLE_RULES), weights, (idle, rule, values) => {
      const split = splitIdle(idle, rule, new Map(values));
      expect(addGpuAmounts(sum([...split.parts.values()]), split.left)).toEqual(idle);
      const reversed = splitIdle(idle, rule, new Map(values.toReversed()));
      expect(reversed.parts).toEqual(split.parts);
      if (rule === "none") expect(split.left).toEqual(idle);
      expect(split.reason === null).toBe(split.left.seconds === 0n && split.left.cost === 0n);
    }),
  );
});
