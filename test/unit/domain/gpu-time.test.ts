import { describe, expect, it } from "vitest";
import { NO_PROFILE, profileOf, type GpuProfileVersion } from "../../../domain/gpu-profile.ts";
import { gpuTime, type GpuTimeInput } from "../../../domain/gpu-time.ts";
import { parseNano } from "../../../domain/money.ts";
import type { PriceVersion } from "../../../domain/pricing.ts";
import { priceBook } from "../../../domain/rerate/choose-rate.ts";
import { reprice } from "../../../domain/rerate/reprice.ts";
import {
  settle,
  type JobFacts,
  type Outcome,
  type SettleRules,
} from "../../../domain/settlement.ts";
import { NOTHING_KNOWN, type Observation } from "../../../domain/observation.ts";

const T0 = Date.parse("2026-11-01T10:00:00Z");
const input = (change: Partial<GpuTimeInput>): GpuTimeInput => ({
  reportedMs: null,
  dedicated: null,
  profile: NO_PROFILE,
  startedAtMs: null,
  finishedAtMs: null,
  videoSeconds: null,
  ...change,
});
const eight = { type: "H100", countNano: parseNano("8"), usdPerHourNano: parseNano("2.5") };
const wall = { startedAtMs: T0, finishedAtMs: T0 + 10_000 };

const job = (change: Partial<JobFacts> = {}): JobFacts => ({
  state: "running",
  provider: "replicate",
  model: "someone/some-model",
  createdAtMs: T0,
  submittedAtMs: T0,
  startedAtMs: T0 + 1_000,
  progress: null,
  requestedSeconds: parseNano("5"),
  dimensions: { hardware: "gpu-h100" },
  cost: { basis: "unpriced", reason: "units_unknown" },
  gpu: null,
  videoSeconds: null,
  finishedAtMs: null,
  ...change,
});
const byHardware: PriceVersion = {
  id: "11111111-1111-7111-8111-111111111111",
  own: false,
  book: null,
  provider: "replicate",
  model: "*",
  unit: "gpu_second",
  conditions: { hardware: "gpu-h100" },
  amount: parseNano("0.001525"),
  currency: "USD",
  minimumUnits: null,
  validFromMs: 0,
  validToMs: null,
  createdAtMs: 0,
};
const rules = (change: Partial<SettleRules> = {}): SettleRules => ({
  prices: [byHardware],
  dedicated: null,
  profile: NO_PROFILE,
  billsOutcome: () => true,
  lengthAsAsked: true,
  reportingCurrency: "USD",
  ...change,
});
const seen = (change: Partial<Observation> = {}): Observation => ({
  ...NOTHING_KNOWN,
  source: "poll",
  seenAtMs: T0 + 20_000,
  status: "succeeded",
  finishedAtMs: T0 + 11_000,
  ...change,
});
function outcomeOf(known: JobFacts, news: Observation, by: SettleRules): Outcome {
  const settlement = settle(known, news, by);
  if (settlement.kind !== "final" && settlement.kind !== "correction") {
    throw new Error(`settled as ${settlement.kind}`);
  }
  return settlement.outcome;
}

describe("GPU time of a run", () => {
  it("is what the upstream reports on one GPU, or on as many as the profile says", () => {
    const reportedMs = 12_345.678;
    expect(gpuTime(input({ reportedMs, dedicated: eight, ...wall }))).toEqual({
      time: { ms: 12_346, basis: "reported", gpuType: "H100" },
      seconds: parseNano("12.345678"),
    });
    const profile = { ...NO_PROFILE, gpusPerRun: parseNano("0.5") };
    expect(gpuTime(input({ reportedMs, profile }))?.seconds).toBe(parseNano("6.172839"));
  });

  it("is measured on all of an upstream's GPUs, or on those that the profile says a run takes", () => {
    expect(gpuTime(input({ dedicated: eight, ...wall }))?.time).toEqual({
      ms: 80_000,
      basis: "measured",
      gpuType: "H100",
    });
    const profile = { ...NO_PROFILE, gpusPerRun: parseNano("2"), gpuType: "H100 80 GB" };
    expect(gpuTime(input({ dedicated: eight, profile, ...wall }))?.time).toEqual({
      ms: 20_000,
      basis: "measured",
      gpuType: "H100 80 GB",
    });
    const slice = { ...eight, countNano: parseNano("0.142857") };
    expect(gpuTime(input({ dedicated: slice, ...wall }))?.seconds).toBe(parseNano("1.42857"));
  });

  it("comes from the profile where nothing reports or measures it, and is unknown without one", () => {
    const profile = {
      ...NO_PROFILE,
      gpuSecondsPerVideoSecond: parseNano("37.5"),
      hardware: "b200",
    };
    expect(gpuTime(input({ profile, videoSeconds: parseNano("8"), ...wall }))?.time).toEqual({
      ms: 300_000,
      basis: "profile",
      gpuType: "b200",
    });
    expect(gpuTime(input({ profile }))).toBeNull();
    expect(gpuTime(input({ videoSeconds: parseNano("8"), ...wall }))).toBeNull();
  });
});

describe("a run on priced hardware", () => {
  it("costs 12.345678 reported seconds × the hardware's price to the nano, and no re-rating finds another", () => {
    const { gpu, cost } = outcomeOf(job(), seen({ gpuMs: 12_345.678 }), rules());
    // 12.345678 × 0.001525 = 0.01882715895
    expect(cost).toMatchObject({ basis: "gpu_time", amount: 18_827_159n, currency: "USD" });
    expect(gpu).toEqual({ ms: 12_346, basis: "reported", gpuType: null });
    const { provider, model, createdAtMs, dimensions, requestedSeconds } = job();
    const facts = { provider, model, createdAtMs, dimensions, requestedSeconds };
    const rated = { ...facts, state: "succeeded" as const, gpuMs: 12_346, cost };
    expect(reprice(priceBook([byHardware], null), rated)).toEqual({ kind: "same" });
  });

  it("is priced anew when GPU time is reported after a profile's, and keeps it from then on", () => {
    const profile = { ...NO_PROFILE, gpuSecondsPerVideoSecond: parseNano("2") };
    const by = rules({ profile });
    const first = outcomeOf(job(), seen(), by);
    expect(first.gpu).toEqual({ ms: 10_000, basis: "profile", gpuType: null });
    expect(first.cost).toMatchObject({ amount: parseNano("0.01525") });
    const settled = job({ ...first, state: "succeeded" });
    const later = outcomeOf(settled, seen({ gpuMs: 4_000 }), by);
    expect(later.gpu).toEqual({ ms: 4_000, basis: "reported", gpuType: null });
    expect(later.cost).toMatchObject({ amount: parseNano("0.0061") });
    const reported = job({ ...later, state: "succeeded" });
    expect(settle(reported, seen(), by)).toEqual({ kind: "unchanged" });
    const named = { amount: 5n, currency: "USD" };
    expect(outcomeOf(reported, seen({ reportedCost: named }), by).gpu).toEqual(later.gpu);
  });

  it("measures nothing for a job that was cancelled while it waited", () => {
    const waiting = job({ state: "submitted", startedAtMs: null });
    const by = rules({ dedicated: eight, prices: [] });
    expect(outcomeOf(waiting, seen({ status: "cancelled" }), by).gpu).toBeNull();
    expect(outcomeOf(job(), seen({ status: "cancelled" }), by).gpu?.ms).toBe(80_000);
  });
});

describe("GPU profiles", () => {
  const version = (change: Partial<GpuProfileVersion>): GpuProfileVersion => ({
    ...NO_PROFILE,
    id: "1",
    provider: "openai",
    upstream: null,
    model: "*",
    validFromMs: 0,
    validToMs: null,
    createdAtMs: 0,
    ...change,
  });
  const run = { provider: "openai", upstream: "ours", model: "wan", atMs: T0 };

  it("say each fact by the most specific statement that has it", () => {
    const versions = [
      version({ gpuType: "A100", gpusPerRun: 1n, hardware: "general" }),
      version({ id: "2", model: "wan", hardware: "of the model" }),
      version({ id: "3", upstream: "ours", gpusPerRun: 2n }),
      version({ id: "4", upstream: "theirs", gpuType: "other" }),
      version({ id: "5", provider: "luma", gpuType: "other" }),
    ];
    const said = { ...NO_PROFILE, gpuType: "A100", gpusPerRun: 2n, hardware: "of the model" };
    expect(profileOf(versions, run)).toEqual(said);
    expect(profileOf(versions.toReversed(), run)).toEqual(said);
  });

  it("count from their start up to their end, the later start before the earlier", () => {
    const versions = [
      version({ gpusPerRun: 1n }),
      version({ id: "2", gpusPerRun: 2n, validFromMs: T0, validToMs: T0 + 10 }),
    ];
    const at = (atMs: number) => profileOf(versions, { ...run, atMs }).gpusPerRun;
    expect([at(T0 - 1), at(T0), at(T0 + 9), at(T0 + 10)]).toEqual([1n, 2n, 2n, 1n]);
  });

  it("that were written after an admission change only what was not known then", () => {
    const versions = [
      version({ gpusPerRun: 1n }),
      version({ id: "2", upstream: "ours", gpusPerRun: 4n, gpuType: "B200", createdAtMs: T0 + 1 }),
    ];
    expect(profileOf(versions, run)).toMatchObject({ gpusPerRun: 1n, gpuType: "B200" });
    expect(profileOf(versions, { ...run, atMs: T0 + 1 })).toMatchObject({ gpusPerRun: 4n });
  });
});
