import fc from "fast-check";
import { expect, it } from "vitest";
import { NO_PROFILE } from "../../../domain/gpu-profile.ts";
import { NOTHING_KNOWN, type Observation } from "../../../domain/observation.ts";
import type { PriceVersion } from "../../../domain/pricing.ts";
import { settle, type JobFacts, type SettleRules } from "../../../domain/settlement.ts";

const T0 = Date.parse("2026-11-01T10:00:00Z");
const price: PriceVersion = {
  id: "11111111-1111-7111-8111-111111111111",
  own: false,
  book: null,
  provider: "replicate",
  model: "*",
  unit: "gpu_second",
  conditions: {},
  amount: 1_525_000n,
  currency: "USD",
  minimumUnits: null,
  validFromMs: 0,
  validToMs: null,
  createdAtMs: 0,
};
const end: Observation = {
  ...NOTHING_KNOWN,
  source: "poll",
  seenAtMs: T0 + 60_000,
  status: "succeeded",
  startedAtMs: T0 + 1_000,
  finishedAtMs: T0 + 31_000,
};

const after = (job: JobFacts, change: Partial<JobFacts>): JobFacts => ({ ...job, ...change });

const RANK = ["reported", "measured", "profile"];

it("ends at the same GPU time and cost in any order and number of answers, and its basis only gets better", () => {
  const nano = fc.option(fc.bigInt({ min: 1n, max: 100_000_000_000n }));
  const whole = fc.record({
    perSecond: nano,
    perRun: nano,
    gpus: nano,
    prices: fc.constantFrom([price], []),
    reportedMs: fc.option(fc.double({ min: 0.001, max: 1e6, noNaN: true })),
  });
  const order = fc.array(fc.nat({ max: 2 }), { maxLength: 6 });
  fc.assert(
    fc.property(
      whole,
      order,
      order,
      ({ perSecond, perRun, gpus, prices, reportedMs }, one, other) => {
        const rules: SettleRules = {
          prices,
          dedicated:
            gpus === null
              ? null
              : { type: "H100", countNano: gpus, usdPerHourNano: 1_800_000_000n },
          profile: { ...NO_PROFILE, gpuSecondsPerVideoSecond: perSecond, gpusPerRun: perRun },
          billsOutcome: () => true,
          lengthAsAsked: true,
          reportingCurrency: "USD",
        };
        const news = [
          { ...end, status: "running", finishedAtMs: null } as const,
          end,
          { ...end, gpuMs: reportedMs },
        ];
        const live = (seen: readonly number[]) => {
          let job: JobFacts = {
            state: "submitted",
            provider: "replicate",
            model: "some-model",
            createdAtMs: T0,
            submittedAtMs: T0,
            startedAtMs: null,
            progress: null,
            requestedSeconds: 5_000_000_000n,
            dimensions: {},
            cost: { basis: "unpriced", reason: "units_unknown" },
            gpu: null,
            videoSeconds: null,
            finishedAtMs: null,
          };
          // Whoever looks, the whole answer is seen in the end.
          for (const index of [...seen, 2]) {
            const settled = settle(job, news[index] ?? end, rules);
            if (settled.kind === "progress") job = after(job, settled);
            if (settled.kind !== "final" && settled.kind !== "correction") continue;
            const { gpu } = settled.outcome;
            if (job.gpu !== null) {
              expect(RANK.indexOf(gpu?.basis ?? "")).toBeLessThanOrEqual(
                RANK.indexOf(job.gpu.basis),
              );
            }
            job = after(job, { ...settled.outcome, state: settled.state });
          }
          return { gpu: job.gpu, cost: job.cost };
        };
        expect(live(one)).toEqual(live(other));
      },
    ),
  );
});
