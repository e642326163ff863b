import { describe, expect, it } from "vitest";
import { NO_PROFILE } from "../../../domain/gpu-profile.ts";
import { parseNano } from "../../../domain/money.ts";
import type { Observation } from "../../../domain/observation.ts";
import type { PriceVersion } from "../../../domain/pricing.ts";
import { settle, type JobFacts, type SettleRules } from "../../../domain/settlement.ts";

const T0 = Date.UTC(2026, 10, 22, 12);

const job = (change: Partial<JobFacts> = {}): JobFacts => ({
  state: "submitted",
  provider: "openai",
  model: "sora-2",
  createdAtMs: T0,
  submittedAtMs: T0 + 100,
  startedAtMs: null,
  progress: null,
  requestedSeconds: parseNano("8"),
  dimensions: { size: "1280x720", seconds: 8 },
  cost: { basis: "estimate", amount: parseNano("0.8"), currency: "USD", calculation: null },
  gpu: null,
  videoSeconds: null,
  finishedAtMs: null,
  ...change,
});

const seen = (change: Partial<Observation> = {}): Observation => ({
  source: "poll",
  seenAtMs: T0 + 60_000,
  status: "succeeded",
  progress: 100,
  startedAtMs: null,
  finishedAtMs: T0 + 50_000,
  model: null,
  resolution: null,
  videoSeconds: parseNano("8"),
  gpuMs: null,
  reportedCost: null,
  resolved: null,
  billedUnits: null,
  failure: null,
  ...change,
});

const perSecond: PriceVersion = {
  book: null,
  id: "per-second",
  own: false,
  provider: "openai",
  model: "sora-2",
  unit: "second",
  conditions: {},
  amount: parseNano("0.10"),
  currency: "USD",
  minimumUnits: null,
  validFromMs: 0,
  validToMs: null,
  createdAtMs: 0,
};

const rules = (change: Partial<SettleRules> = {}): SettleRules => ({
  prices: [perSecond],
  dedicated: null,
  profile: NO_PROFILE,
  billsOutcome: (state) => state === "succeeded",
  lengthAsAsked: false,
  reportingCurrency: "USD",
  ...change,
});

const failure = { kind: "provider_error", code: "server_error", message: "boom" } as const;
const final = (...args: Parameters<typeof settle>) => {
  const settlement = settle(...args);
  if (settlement.kind !== "final") throw new Error(`expected final, got ${settlement.kind}`);
  return settlement;
};

describe("settle", () => {
  it("fixes a success at seconds × price and captures the hold", () => {
    expect(final(job(), seen(), rules())).toMatchObject({
      state: "succeeded",
      holds: "capture",
      outcome: {
        finishedAtMs: T0 + 50_000,
        cost: { basis: "rate_card", amount: parseNano("0.8") },
      },
    });
  });

  it("prices the request even when the clip is longer, as an extension's is", () => {
    const stitched = seen({ videoSeconds: parseNano("16") });
    const { outcome } = final(job(), stitched, rules());
    expect(outcome.cost).toMatchObject({ amount: parseNano("0.8") });
    expect(outcome.videoSeconds).toBe(parseNano("16"));
  });

  it("books a failure at nothing and gives the hold back where the provider bills none", () => {
    const { outcome, holds } = final(job(), seen({ status: "failed", failure }), rules());
    expect(outcome.cost).toMatchObject({ amount: 0n, currency: "USD" });
    expect(outcome.videoSeconds).toBeNull();
    expect(holds).toBe("release");
  });

  it("bills a failure where a price names that outcome", () => {
    const onFailure = { ...perSecond, id: "f", conditions: { outcome: "failed" }, amount: 1n };
    const { outcome } = final(
      job(),
      seen({ status: "failed", failure }),
      rules({ prices: [perSecond, onFailure] }),
    );
    expect(outcome.cost).toMatchObject({ amount: 8n, calculation: { priceId: "f" } });
  });

  it("takes the provider's own money before any price", () => {
    const reportedCost = { amount: 123n, currency: "USD" };
    expect(final(job(), seen({ reportedCost }), rules()).outcome.cost).toEqual({
      basis: "reported",
      amount: 123n,
      currency: "USD",
      calculation: null,
    });
  });

  it("takes the provider's units before the request's", () => {
    const billedUnits = { unit: "second", units: parseNano("5") };
    expect(final(job(), seen({ billedUnits }), rules()).outcome.cost).toMatchObject({
      basis: "billed_units",
      amount: parseNano("0.5"),
    });
  });

  it("charges the price that was in the book at admission, whatever is written while the clip runs", () => {
    const dearer = { ...perSecond, id: "since", own: true, amount: parseNano("9") };
    const written = (createdAtMs: number) => ({ ...dearer, createdAtMs });
    const costWith = (...prices: PriceVersion[]) =>
      final(job(), seen(), rules({ prices })).outcome.cost;
    expect(costWith(perSecond, written(T0 + 1))).toMatchObject({ amount: parseNano("0.8") });
    expect(costWith(perSecond, written(T0))).toMatchObject({ amount: parseNano("72") });
    // Without any at admission, the one that came since is better than none.
    expect(costWith(written(T0 + 1))).toMatchObject({ amount: parseNano("72") });
  });

  it("prices the units that the provider billed before the request by the model's own rate", () => {
    const credit: PriceVersion = {
      ...perSecond,
      id: "credit",
      model: "*",
      unit: "credit",
      amount: parseNano("0.01"),
    };
    const billedUnits = { unit: "credit", units: parseNano("60") };
    const prices = [perSecond, credit];
    expect(final(job(), seen({ billedUnits }), rules({ prices })).outcome.cost).toMatchObject({
      basis: "billed_units",
      amount: parseNano("0.6"),
    });
    expect(final(job(), seen(), rules({ prices })).outcome.cost).toMatchObject({
      basis: "rate_card",
      amount: parseNano("0.8"),
    });
  });

  it("leaves an unpriced cost unknown with its reason, never nothing", () => {
    expect(final(job(), seen(), rules({ prices: [] })).outcome.cost).toEqual({
      basis: "unpriced",
      reason: "no_price_for_model",
    });
  });

  it("measures GPU time on dedicated GPUs and costs it by the hour", () => {
    const dedicated = { type: "H100", countNano: parseNano("4"), usdPerHourNano: parseNano("3.6") };
    const { outcome } = final(
      job({ startedAtMs: T0 + 40_000 }),
      seen(),
      rules({ prices: [], dedicated }),
    );
    expect(outcome.gpu).toEqual({ ms: 40_000, basis: "measured", gpuType: "H100" });
    expect(outcome.cost).toMatchObject({ basis: "gpu_time", amount: parseNano("0.04") });
  });

  it("believes reported GPU time before its own clock", () => {
    const dedicated = { type: "H100", countNano: parseNano("4"), usdPerHourNano: parseNano("3.6") };
    const { outcome } = final(job(), seen({ gpuMs: 1234 }), rules({ dedicated }));
    expect(outcome.gpu).toMatchObject({ ms: 1234, basis: "reported" });
  });

  it("changes nothing when the same outcome is seen again", () => {
    const settled = job({ state: "succeeded", finishedAtMs: T0 + 50_000 });
    expect(settle(settled, seen(), rules())).toEqual({ kind: "unchanged" });
  });

  it("calls a different outcome a contradiction and keeps the first", () => {
    const settled = job({ state: "succeeded" });
    expect(settle(settled, seen({ status: "failed", failure }), rules())).toEqual({
      kind: "contradiction",
      state: "succeeded",
    });
  });

  it("corrects a settled cost when the provider names the money later", () => {
    const settled = job({ state: "succeeded", finishedAtMs: T0 + 50_000 });
    const reportedCost = { amount: 99n, currency: "USD" };
    expect(settle(settled, seen({ reportedCost }), rules())).toMatchObject({
      kind: "correction",
      outcome: { cost: { basis: "reported", amount: 99n } },
    });
  });

  it("keeps the settled cost when only GPU time is learnt later", () => {
    const cost = { basis: "rate_card", amount: 7n, currency: "USD", calculation: null } as const;
    const settled = job({ state: "succeeded", cost });
    expect(settle(settled, seen({ gpuMs: 5 }), rules())).toMatchObject({
      kind: "correction",
      outcome: { cost, gpu: { ms: 5 } },
    });
  });

  it("marks a job lost that its upstream no longer knows, and takes it back when it turns up", () => {
    const gone = seen({ status: "unknown_job", finishedAtMs: null, videoSeconds: null });
    expect(settle(job(), gone, rules())).toEqual({ kind: "lost" });
    expect(settle(job({ state: "lost" }), gone, rules())).toEqual({ kind: "unchanged" });
    expect(final(job({ state: "lost" }), seen(), rules()).state).toBe("succeeded");
  });

  it("treats a deletion as a cancellation only while the outcome is open", () => {
    const deleted = seen({ status: "deleted", finishedAtMs: null });
    expect(final(job(), deleted, rules()).state).toBe("cancelled");
    expect(settle(job({ state: "succeeded" }), deleted, rules()).kind).toBe("unchanged");
  });

  it("notes the start and progress once", () => {
    const running = seen({ status: "running", progress: 40, finishedAtMs: null });
    expect(settle(job(), running, rules())).toEqual({
      kind: "progress",
      state: "running",
      startedAtMs: T0 + 60_000,
      progress: 40,
      gpu: null,
    });
    const known = job({ state: "running", startedAtMs: T0 + 60_000, progress: 40 });
    expect(settle(known, running, rules()).kind).toBe("unchanged");
  });

  it("keeps GPU time that only news of progress reports, whether it comes before the end or after", () => {
    const gpu = { ms: 71_830, basis: "reported", gpuType: null };
    const told = seen({ status: "running", gpuMs: 71_830, finishedAtMs: null, videoSeconds: null });
    const news = settle(job(), told, rules());
    expect(news).toMatchObject({ kind: "progress", gpu });
    const running = job({ state: "running", startedAtMs: T0 + 60_000, progress: 100 });
    const known = { ...running, gpu: news.kind === "progress" ? news.gpu : null };
    expect(settle(known, told, rules()).kind).toBe("unchanged");
    const dedicated = { type: "H100", countNano: parseNano("4"), usdPerHourNano: parseNano("2") };
    expect(final(known, seen(), rules({ dedicated })).outcome.gpu).toEqual(gpu);

    const { outcome } = final(job(), seen(), rules());
    const ended = job({ state: "succeeded", ...outcome });
    expect(outcome.gpu).toBeNull();
    expect(settle(ended, told, rules())).toMatchObject({
      kind: "correction",
      state: "succeeded",
      outcome: { gpu, cost: outcome.cost, videoSeconds: outcome.videoSeconds },
    });
    expect(settle({ ...ended, gpu: outcome.gpu }, { ...told, gpuMs: null }, rules()).kind).toBe(
      "unchanged",
    );
  });
});
