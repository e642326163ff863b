import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FINAL_STATES, GENERATION_STATES } from "../../../domain/generation.ts";
import { createReplay } from "../../../domain/quota/replay.ts";
import type { ReplayEvent } from "../../../domain/quota/replay-event.ts";
import { QUOTA_METRICS, type QuotaMetric, type QuotaWindow } from "../../../domain/quota/rule.ts";
import { zoneCache } from "../../../domain/quota/window.ts";

const NANO = 1_000_000_000n;
/** The night in which Paris sets its clocks forward. */
const START = Date.parse("2026-03-28T20:00:00Z");

/** A clip in plain numbers; ms since the start, null for unknown or never. */
interface Clip {
  readonly at: number;
  readonly end: number | null;
  readonly state: ReplayEvent["state"];
  readonly bucket: number;
  readonly user: number;
  readonly requestedMs: number | null;
  readonly videoMs: number | null;
  readonly gpuMs: number | null;
  readonly cost: bigint | null;
  readonly currency: "USD" | "EUR";
}

interface Rule {
  readonly metric: QuotaMetric;
  readonly window: QuotaWindow;
  readonly limit: bigint;
}

/** What the books would say about one clip: wanted and taken in nano; null when unknown. */
function amountsOf(metric: QuotaMetric, clip: Clip): { wanted: bigint; taken: bigint } | null {
  const final = FINAL_STATES.some((state) => state === clip.state);
  const released =
    (clip.state === "lost" && clip.end !== null) ||
    (final && clip.state !== "succeeded" && clip.cost === 0n);
  const given = (wanted: bigint, taken: bigint) => ({ wanted, taken: released ? 0n : taken });
  const ms = (value: number) => BigInt(value) * 1_000_000n;
  if (metric === "generations") return given(NANO, NANO);
  if (metric === "in_flight") return { wanted: NANO, taken: 0n };
  if (metric === "cost") {
    if (clip.cost === null || clip.currency !== "USD") return null;
    return given(clip.cost, clip.cost);
  }
  if (metric === "gpu_seconds") {
    return clip.gpuMs === null ? null : given(ms(clip.gpuMs), ms(clip.gpuMs));
  }
  const asked = clip.requestedMs ?? clip.videoMs;
  if (asked === null) return null;
  if (clip.state === "succeeded") return given(ms(asked), ms(clip.videoMs ?? asked));
  return given(ms(asked), final ? 0n : ms(asked));
}

/** Days of Paris around START, written down by hand: the 29th has 23 hours. */
const DAYS = ["2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "2026-03-30T22:00:00Z"].map((day) =>
  Date.parse(day),
);
const dayOf = (atMs: number) => DAYS.filter((start) => start <= atMs).length;

/** Whether an earlier admitted clip still counts when another is created. */
function counts(rule: Rule, earlier: Clip, now: Clip): boolean {
  if (rule.metric === "in_flight" || rule.window.kind === "lifetime") return true;
  if (rule.window.kind === "rolling") return earlier.at > now.at - rule.window.seconds * 1_000;
  return dayOf(START + earlier.at) === dayOf(START + now.at);
}

/** Scans all that was admitted before, for every clip anew. */
function naive(rule: Rule, clips: readonly Clip[]): boolean[] {
  const admitted: Clip[] = [];
  return clips.map((clip) => {
    const amounts = amountsOf(rule.metric, clip);
    if (amounts === null) return false;
    let sum = amounts.wanted;
    for (const earlier of admitted) {
      const theirs = amountsOf(rule.metric, earlier);
      if (theirs === null || earlier.bucket !== clip.bucket || !counts(rule, earlier, clip)) {
        continue;
      }
      sum += earlier.end !== null && earlier.end <= clip.at ? theirs.taken : theirs.wanted;
    }
    if (sum > rule.limit) return true;
    admitted.push(clip);
    return false;
  });
}

function toEvent(clip: Clip): ReplayEvent {
  return {
    createdAtMs: START + clip.at,
    endedAtMs: clip.end === null ? Infinity : START + clip.end,
    state: clip.state,
    user: clip.user,
    feature: 0,
    requestedMs: clip.requestedMs ?? Number.NaN,
    videoMs: clip.videoMs ?? Number.NaN,
    gpuMs: clip.gpuMs ?? Number.NaN,
    costWhole: clip.cost === null ? Number.NaN : Number(clip.cost / NANO),
    costNano: clip.cost === null ? 0 : Number(clip.cost % NANO),
    currency: clip.cost === null ? "" : clip.currency,
  };
}

/** Few instants, so that clips meet each other's ends and windows' edges to the millisecond. */
const instant = fc.oneof(
  fc.integer({ min: 0, max: 60 }).map((minutes) => minutes * 60_000 * 60),
  fc.integer({ min: 0, max: 300 }).map((steps) => steps * 30_000),
);
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 8 });
const ms = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 12_000 }));
const clip = fc
  .record({
    at: instant,
    lasts: orNull(fc.oneof(instant, fc.constant(0))),
    state: fc.constantFrom(...GENERATION_STATES, "succeeded" as const),
    bucket: fc.integer({ min: 0, max: 2 }),
    user: fc.integer({ min: 0, max: 4 }),
    requestedMs: orNull(ms),
    videoMs: orNull(ms),
    gpuMs: orNull(ms),
    cost: orNull(
      fc.oneof(
        fc.constantFrom(0n, 1n, NANO / 2n, NANO - 1n, NANO),
        fc.bigInt({ min: 0n, max: 3n * NANO }),
        fc.constant(900_000_000n * NANO),
      ),
    ),
    currency: fc.constantFrom("USD" as const, "USD" as const, "EUR" as const),
  })
  .map(({ lasts, ...facts }): Clip => ({
    ...facts,
    end: lasts === null ? null : facts.at + lasts,
  }));
const history = fc
  .array(clip, { maxLength: 60 })
  .map((clips) => clips.toSorted((a, b) => a.at - b.at));
const rule: fc.Arbitrary<Rule> = fc.record({
  metric: fc.constantFrom(...QUOTA_METRICS),
  window: fc.oneof(
    fc.constant<QuotaWindow>({ kind: "calendar", unit: "day", tz: "Europe/Paris" }),
    fc.constant<QuotaWindow>({ kind: "lifetime" }),
    fc
      .constantFrom(60, 3_600, 86_400)
      .map((seconds): QuotaWindow => ({ kind: "rolling", seconds })),
  ),
  limit: fc.oneof(
    fc.integer({ min: 0, max: 12 }).map((whole) => BigInt(whole) * NANO),
    fc.bigInt({ min: 0n, max: 20n * NANO }),
    fc.constant(999_999_999n * NANO + 999_999_999n),
  ),
});

describe("a replay", () => {
  it("refuses exactly what a scan of everything admitted before refuses", () => {
    fc.assert(
      fc.property(rule, history, (rule, clips) => {
        const replay = createReplay(rule, {
          reportingCurrency: "USD",
          zone: zoneCache(),
          dayStarts: [START],
        });
        const seen = clips.map((clip) => {
          const before = replay.result().refused;
          replay.add(toEvent(clip), clip.bucket);
          return replay.result().refused > before;
        });
        expect(seen).toEqual(naive(rule, clips));
      }),
      { numRuns: 2_000 },
    );
  });

  it("gives parts that sum to the whole, in every currency", () => {
    fc.assert(
      fc.property(rule, history, (rule, clips) => {
        const dayStarts = [START, ...DAYS];
        const replay = createReplay(rule, {
          reportingCurrency: "USD",
          zone: zoneCache(),
          dayStarts,
        });
        for (const clip of clips) replay.add(toEvent(clip), clip.bucket);
        const whole = replay.result();
        const losses = [0, 1, 2, 3, 4].flatMap((user) => replay.lossOf(user) ?? []);
        for (const parts of [whole.days, [...whole.features.values()], losses]) {
          const refused = parts.reduce((sum, part) => sum + part.refused, 0);
          expect(refused).toBe(whole.refused);
          for (const currency of ["USD", "EUR"]) {
            const saved = parts.reduce(
              (sum, part) => sum + (part.spendSaved.get(currency) ?? 0n),
              0n,
            );
            expect(saved).toBe(whole.spendSaved.get(currency) ?? 0n);
          }
        }
        const banded = whole.histogram.reduce((sum, band) => sum + band.refused, 0);
        expect([banded, losses.length]).toEqual([whole.refused, whole.usersHit]);
      }),
      { numRuns: 300 },
    );
  });
});
