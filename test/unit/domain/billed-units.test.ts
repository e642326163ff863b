import { describe, expect, it } from "vitest";
import { NO_PROFILE } from "../../../domain/gpu-profile.ts";
import { parseNano } from "../../../domain/money.ts";
import { NOTHING_KNOWN, type Observation } from "../../../domain/observation.ts";
import type { PriceVersion } from "../../../domain/pricing.ts";
import { priceBook } from "../../../domain/rerate/choose-rate.ts";
import { reprice } from "../../../domain/rerate/reprice.ts";
import {
  settle,
  type JobFacts,
  type Settlement,
  type SettleRules,
} from "../../../domain/settlement.ts";
import { priceVersion } from "../../support/price-versions.ts";

const T0 = Date.UTC(2026, 10, 22, 12);
const CREDIT = priceVersion("credit", {
  provider: "runway",
  model: "*",
  unit: "credit",
  amount: parseNano("0.01"),
});
const SECOND = priceVersion("second", {
  provider: "runway",
  model: "gen4.5",
  amount: parseNano("0.12"),
});

const fresh: JobFacts = {
  state: "running",
  provider: "runway",
  model: "gen4.5",
  createdAtMs: T0,
  submittedAtMs: T0 + 100,
  startedAtMs: T0 + 200,
  progress: null,
  requestedSeconds: parseNano("5"),
  dimensions: {},
  cost: { basis: "estimate", amount: parseNano("0.6"), currency: "USD", calculation: null },
  gpu: null,
  videoSeconds: null,
  finishedAtMs: null,
};

const rules = (prices: readonly PriceVersion[] = [CREDIT, SECOND]): SettleRules => ({
  prices,
  dedicated: null,
  profile: NO_PROFILE,
  billsOutcome: (state) => state === "succeeded",
  lengthAsAsked: false,
  reportingCurrency: "USD",
});

const seen = (status: "succeeded" | "failed", credits: string | null): Observation => ({
  ...NOTHING_KNOWN,
  source: "poll",
  seenAtMs: T0 + 60_000,
  status,
  billedUnits: credits === null ? null : { unit: "credit", units: parseNano(credits) },
});

/** The job after these observations, with what the last one did to it. */
function live(observations: readonly Observation[], by: SettleRules = rules()) {
  let job = fresh;
  let last: Settlement = { kind: "unchanged" };
  for (const observation of observations) {
    last = settle(job, observation, by);
    job = after(job, last);
  }
  return { job, last };
}

function after(job: JobFacts, settlement: Settlement): JobFacts {
  return settlement.kind === "final" || settlement.kind === "correction"
    ? { ...job, state: settlement.state, ...settlement.outcome }
    : job;
}

const cost = (amount: string, units: string | null) => ({
  basis: "billed_units",
  amount: parseNano(amount),
  currency: "USD",
  calculation:
    units === null
      ? null
      : { priceId: "credit", unit: "credit", units: parseNano(units), unitAmount: CREDIT.amount },
});

describe("charges that have no sum", () => {
  const mixed: Observation = { ...seen("succeeded", null), unpriced: "mixed_charges" };
  const unknown = { basis: "unpriced", reason: "mixed_charges" };

  it("make no cost, whatever prices there are, and take what is held", () => {
    const { job, last } = live([mixed]);
    expect(job.cost).toEqual(unknown);
    expect(last).toMatchObject({ kind: "final", holds: "capture" });
    expect(live([mixed, mixed]).last.kind).toBe("unchanged");
  });

  it("correct what was known before, and are corrected by charges that have a sum", () => {
    const later = live([seen("succeeded", "60"), mixed]);
    expect(later.last.kind).toBe("correction");
    expect(later.job.cost).toEqual(unknown);
    const summed = live([mixed, seen("succeeded", "12"), seen("succeeded", null)]);
    expect(summed.job.cost).toEqual(cost("0.12", "12"));
  });
});

describe("units that the provider bills", () => {
  it("say by themselves whether a failed job is billed", () => {
    expect(live([seen("failed", "60")]).job.cost).toEqual(cost("0.6", "60"));
    expect(live([seen("failed", "0")]).job.cost).toEqual(cost("0", null));
    expect(live([seen("failed", null)]).job.cost).toMatchObject({ basis: "rate_card", amount: 0n });
  });

  it("cost nothing when there are none, whatever the least charge is", () => {
    const least = { ...CREDIT, minimumUnits: parseNano("10") };
    expect(live([seen("failed", "0")], rules([least])).job.cost).toEqual(cost("0", null));
    expect(live([seen("succeeded", "0")], rules([SECOND])).job.cost).toEqual(cost("0", null));
  });

  it("give back what is held when none are billed, and capture it when some are", () => {
    expect(live([seen("failed", "0")]).last).toMatchObject({ kind: "final", holds: "release" });
    expect(live([seen("failed", "60")]).last).toMatchObject({ kind: "final", holds: "capture" });
  });

  it("correct what was settled before when they become fewer, and only then", () => {
    const charged = [seen("failed", "60"), seen("failed", "60")];
    expect(live(charged).last.kind).toBe("unchanged");
    const refunded = live([...charged, seen("failed", "12")]);
    expect(refunded.last).toMatchObject({ kind: "correction", holds: "capture" });
    expect(refunded.job.cost).toEqual(cost("0.12", "12"));
    const whole = live([...charged, seen("failed", "0")]);
    expect(whole.last).toMatchObject({ kind: "correction", holds: "release" });
    expect(whole.job.cost).toEqual(cost("0", null));
    expect(live([...charged, seen("failed", "0"), seen("failed", "0")]).last.kind).toBe(
      "unchanged",
    );
  });

  it("take the place of what was worked out from the request, but not of reported money", () => {
    expect(live([seen("succeeded", null), seen("succeeded", "55")]).job.cost).toEqual(
      cost("0.55", "55"),
    );
    const reported = { ...seen("succeeded", null), reportedCost: { amount: 7n, currency: "USD" } };
    const { job, last } = live([reported, seen("succeeded", "55")]);
    expect(last.kind).toBe("unchanged");
    expect(job.cost).toMatchObject({ basis: "reported", amount: 7n });
  });

  it("leave a re-rated cost alone while they stay the same", () => {
    const { job } = live([seen("succeeded", "60")]);
    const own = {
      ...CREDIT,
      id: "own",
      own: true,
      amount: parseNano("0.008"),
      createdAtMs: T0 + 1,
    };
    const repriced = reprice(priceBook([CREDIT, SECOND, own], null), {
      ...job,
      state: "succeeded",
      gpuMs: null,
    });
    if (repriced.kind !== "changed") throw new Error(repriced.kind);
    expect(repriced.cost).toMatchObject({ amount: parseNano("0.48") });
    const rated = { ...job, cost: repriced.cost };
    expect(settle(rated, seen("succeeded", "60"), rules()).kind).toBe("unchanged");
    expect(settle(rated, seen("succeeded", "30"), rules()).kind).toBe("correction");
  });

  it("are charged by the request's price where no price is per such a unit", () => {
    const { job, last } = live([seen("failed", "60"), seen("failed", "60")], rules([SECOND]));
    expect(job.cost).toMatchObject({ basis: "rate_card", amount: parseNano("0.6") });
    expect(last.kind).toBe("unchanged");
  });

  it("stay at nothing in a re-rating when none were billed", () => {
    const { job } = live([seen("failed", "0")]);
    const least = { ...CREDIT, minimumUnits: parseNano("10") };
    const repriced = reprice(priceBook([least, SECOND], null), {
      ...job,
      state: "failed",
      gpuMs: null,
    });
    expect(repriced).toEqual({ kind: "left", reason: "not_billed" });
  });
});

describe("GPU time that the provider names", () => {
  const hardware = (name: string, amount: string) =>
    priceVersion(name, {
      provider: "runway",
      model: "*",
      unit: "gpu_second",
      conditions: { hardware: name },
      amount: parseNano(amount),
    });
  const prices = [hardware("gpu-h100", "0.001525"), hardware("gpu-l40s", "0.000975")];
  const ran = (status: "succeeded" | "failed"): Observation => ({
    ...seen(status, null),
    gpuMs: 56_412,
    billedUnits: { unit: "gpu_second", units: parseNano("56.412345600") },
  });
  const on = (dimensions: JobFacts["dimensions"]): JobFacts => ({ ...fresh, dimensions });
  const costOn = (job: JobFacts, what: Observation, by: readonly PriceVersion[]) =>
    after(job, settle(job, what, rules(by))).cost;

  it("costs, to the nano, what the job's hardware costs, whether the job went well or not", () => {
    for (const status of ["succeeded", "failed"] as const) {
      expect(costOn(on({ hardware: "gpu-h100" }), ran(status), prices)).toMatchObject({
        basis: "billed_units",
        amount: parseNano("0.086028827"),
        calculation: { unit: "gpu_second", units: parseNano("56.4123456") },
      });
      expect(costOn(on({ hardware: "gpu-l40s" }), ran(status), prices)).toMatchObject({
        amount: parseNano("0.055002037"),
      });
    }
  });

  it("is unpriced, never nothing, while nobody says on which hardware", () => {
    for (const status of ["succeeded", "failed"] as const) {
      expect(costOn(fresh, ran(status), prices)).toEqual({
        basis: "unpriced",
        reason: "no_price_for_conditions",
      });
    }
  });

  it("does not bill a failed job by a price per output", () => {
    expect(costOn(fresh, ran("succeeded"), [SECOND])).toMatchObject({
      basis: "rate_card",
      amount: parseNano("0.6"),
    });
    expect(costOn(fresh, ran("failed"), [SECOND])).toMatchObject({
      basis: "rate_card",
      amount: 0n,
    });
  });
});
