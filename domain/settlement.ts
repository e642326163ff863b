import { countClipsMade } from "./clips-made.ts";
import { billedUnitOf } from "./billed-unit.ts";
import { correctsCost } from "./corrects-cost.ts";
import { gpuOfJob } from "./gpu-of-job.ts";
import { gpuCost, type DedicatedGpus, type ExactGpuTime } from "./gpu-time.ts";
import type { RunProfile } from "./gpu-profile.ts";
import {
  type Cost,
  type FinalState,
  type GenerationState,
  type GpuTime,
  type PriceUnit,
} from "./generation.ts";
import { isFinal, nextState } from "./lifecycle.ts";
import type { Currency, Nano } from "./money.ts";
import { namesBill } from "./names-bill.ts";
import type { Observation } from "./observation.ts";
import { priceAsAdmitted } from "./price-as-admitted.ts";
import { costOfParts } from "./price-parts.ts";
import type { DimensionValue, PriceVersion } from "./pricing.ts";

/** What the books hold about a generation when news of it arrives. */
export interface JobFacts {
  readonly state: GenerationState;
  readonly provider: string;
  readonly model: string;
  readonly createdAtMs: number;
  readonly submittedAtMs: number | null;
  readonly startedAtMs: number | null;
  readonly progress: number | null;
  /** Seconds that are priced, nano. */
  readonly requestedSeconds: Nano | null;
  readonly dimensions: Readonly<Record<string, DimensionValue>>;
  /** Cost as it stands: the estimate, or what an earlier settlement fixed. */
  readonly cost: Cost;
  readonly gpu: GpuTime | null;
  readonly videoSeconds: Nano | null;
  readonly finishedAtMs: number | null;
}

export interface SettleRules {
  readonly prices: readonly PriceVersion[];
  readonly dedicated: DedicatedGpus | null;
  readonly profile: RunProfile;
  /** Whether the provider bills a job that ended so, where neither it nor a price says what the outcome costs. */
  readonly billsOutcome: (state: FinalState, seen: Observation) => boolean;
  /** Whether a clip is as long as was asked for, where the provider names no length. */
  readonly lengthAsAsked: boolean;
  /** The currency of a cost of nothing where no price names one. */
  readonly reportingCurrency: Currency;
}

export interface Outcome {
  readonly finishedAtMs: number;
  readonly startedAtMs: number | null;
  readonly videoSeconds: Nano | null;
  readonly gpu: GpuTime | null;
  readonly cost: Cost;
}

export type Settlement =
  | { readonly kind: "unchanged" }
  | { readonly kind: "contradiction"; readonly state: GenerationState }
  | {
      readonly kind: "progress";
      readonly state: "submitted" | "running";
      readonly startedAtMs: number | null;
      readonly progress: number | null;
      /** As far as the upstream has reported it; the outcome may not repeat it. */
      readonly gpu: GpuTime | null;
    }
  | {
      readonly kind: "final";
      readonly state: FinalState;
      readonly outcome: Outcome;
      readonly failure: Observation["failure"];
      /** Capture the actual and give back the rest, or release all. */
      readonly holds: "capture" | "release";
    }
  /** The holds follow the corrected amounts. */
  | {
      readonly kind: "correction";
      readonly state: FinalState;
      readonly outcome: Outcome;
      readonly holds: "capture" | "release";
    }
  | { readonly kind: "lost" };

/**
 * Folds one observation into a job. Pure and idempotent: the same observation again is `unchanged`, and no
 * later news replaces a known outcome.
 */
export function settle(job: JobFacts, observed: Observation, rules: SettleRules): Settlement {
  const seen = countClipsMade(job, observed);
  if (isFinal(job.state)) return settleKnown(job, seen, rules);
  const move = nextState(job.state, seen.status);
  if (move.kind === "refuse") return { kind: "contradiction", state: job.state };
  const to = move.kind === "move" ? move.to : job.state;
  if (to === "lost") return move.kind === "move" ? { kind: "lost" } : { kind: "unchanged" };
  if (isFinal(to)) return finish(job, to, seen, rules);
  return to === "submitted" || to === "running"
    ? advance(job, to, seen, rules)
    : { kind: "unchanged" };
}

function advance(
  job: JobFacts,
  state: "submitted" | "running",
  seen: Observation,
  rules: SettleRules,
): Settlement {
  const progress = later(job.progress, seen.progress);
  const startedAtMs =
    job.startedAtMs ?? seen.startedAtMs ?? (state === "running" ? seen.seenAtMs : null);
  const gpu = gpuOfJob(job, state, seen, rules, null)?.time ?? null;
  const changed =
    state !== job.state ||
    progress !== job.progress ||
    startedAtMs !== job.startedAtMs ||
    gpu?.ms !== job.gpu?.ms ||
    gpu?.basis !== job.gpu?.basis;
  return changed ? { kind: "progress", state, startedAtMs, progress, gpu } : { kind: "unchanged" };
}

function finish(
  job: JobFacts,
  state: FinalState,
  seen: Observation,
  rules: SettleRules,
): Settlement {
  const finishedAtMs = seen.finishedAtMs ?? seen.seenAtMs;
  const outcome = outcomeOf(job, state, finishedAtMs, seen, rules);
  return {
    kind: "final",
    state,
    outcome,
    failure: state === "succeeded" ? null : seen.failure,
    holds: holdsAfter(state, outcome.cost),
  };
}

/** What made nothing and costs nothing gives back all it held. */
export function holdsAfter(state: FinalState, cost: Cost): "capture" | "release" {
  if (state === "succeeded" || cost.basis === "unpriced") return "capture";
  return cost.amount === 0n ? "release" : "capture";
}

/**
 * After the outcome: only better facts about money and GPU time count, and only from the upstream itself. GPU time may
 * also come with late news of progress.
 */
function settleKnown(job: JobFacts, seen: Observation, rules: SettleRules): Settlement {
  if (!isFinal(job.state)) return { kind: "unchanged" };
  const reportsGpu = seen.gpuMs !== null && job.gpu?.basis !== "reported";
  if (seen.status !== job.state) {
    if (nextState(job.state, seen.status).kind === "refuse") {
      return { kind: "contradiction", state: job.state };
    }
    if (!reportsGpu) return { kind: "unchanged" };
  }
  const namesCost =
    seen.reportedCost !== null ||
    seen.billedUnits !== null ||
    seen.billedParts !== undefined ||
    seen.unpriced !== undefined;
  if (!reportsGpu && !namesCost) return { kind: "unchanged" };
  const finishedAtMs = job.finishedAtMs ?? seen.finishedAtMs ?? seen.seenAtMs;
  const outcome = outcomeOf(job, job.state, finishedAtMs, seen, rules);
  // A workspace's re-rating or the first settlement stands unless the upstream names money or other units.
  const betterCost =
    (reportsGpu && costsGpu(job.cost, outcome.cost)) ||
    (seen.unpriced === undefined
      ? correctsCost(job.cost, outcome.cost)
      : job.cost.basis !== "unpriced" || job.cost.reason !== seen.unpriced);
  if (!reportsGpu && !betterCost) return { kind: "unchanged" };
  const cost = betterCost ? outcome.cost : job.cost;
  return {
    kind: "correction",
    state: job.state,
    outcome: { ...outcome, cost },
    holds: holdsAfter(job.state, cost),
  };
}

/** A cost by GPU time, or none for the lack of it, follows the time that the upstream names later. */
function costsGpu(known: Cost, next: Cost): boolean {
  return next.basis === "gpu_time" && (known.basis === "gpu_time" || known.basis === "unpriced");
}

function outcomeOf(
  job: JobFacts,
  state: FinalState,
  finishedAtMs: number,
  seen: Observation,
  rules: SettleRules,
): Outcome {
  const startedAtMs = job.startedAtMs ?? seen.startedAtMs ?? job.submittedAtMs;
  const gpu = gpuOfJob(job, state, seen, rules, finishedAtMs);
  return {
    finishedAtMs,
    startedAtMs,
    videoSeconds: state === "succeeded" ? lengthOf(job, seen, rules) : null,
    gpu: gpu?.time ?? null,
    cost: actualCost(job, state, gpu, seen, rules),
  };
}

function lengthOf(job: JobFacts, seen: Observation, rules: SettleRules): Nano | null {
  const known = seen.videoSeconds ?? job.videoSeconds;
  return known === null && rules.lengthAsAsked ? job.requestedSeconds : known;
}

/**
 * Provider's money first, then units it names × price, then the request × price, then GPU time × rate. Whoever names
 * what it billed has said whether the outcome is billed; no units cost nothing, whatever the least charge is. GPU time
 * bills an outcome only by a price per GPU second: a price per output is for the outcomes that the provider bills.
 */
function actualCost(
  job: JobFacts,
  state: FinalState,
  gpu: ExactGpuTime | null,
  seen: Observation,
  rules: SettleRules,
): Cost {
  if (seen.reportedCost !== null) {
    return { basis: "reported", ...seen.reportedCost, calculation: null };
  }
  if (seen.unpriced !== undefined) return { basis: "unpriced", reason: seen.unpriced };
  const dimensions = { ...resolvedDimensions(job.dimensions, seen), outcome: state };
  const { provider, model, createdAtMs: atMs } = job;
  const asked = { provider, model, atMs, dimensions };
  if (seen.billedParts !== undefined) {
    return costOfParts(rules.prices, asked, seen.billedParts, currencyOf(job.cost, rules));
  }
  const units = unitsOf(job, gpu);
  const billed = billedUnitOf(rules.prices, { ...asked, units }, seen.billedUnits);
  const billedUnit = billed.unit;
  if (billedUnit !== null && seen.billedUnits !== null) units[billedUnit] = seen.billedUnits.units;
  const match = priceAsAdmitted(billed.versions, { ...asked, units, billedUnit });
  const currency = match.kind === "priced" ? match.currency : currencyOf(job.cost, rules);
  if (seen.billedUnits?.units === 0n) {
    return { basis: "billed_units", amount: 0n, currency, calculation: null };
  }
  const namesOutcome =
    match.kind === "priced" &&
    rules.prices.some(
      (price) => price.id === match.calculation.priceId && "outcome" in price.conditions,
    );
  if (!namesBill(seen, match) && !namesOutcome && !rules.billsOutcome(state, seen)) {
    return { basis: "rate_card", amount: 0n, currency, calculation: null };
  }
  if (match.kind === "priced") {
    const { amount, calculation } = match;
    return {
      basis: billedUnit === calculation.unit ? "billed_units" : basisOf(calculation.unit),
      amount,
      currency,
      calculation,
    };
  }
  if (gpu !== null && rules.dedicated !== null) {
    const amount = gpuCost(gpu.seconds, rules.dedicated.usdPerHourNano);
    return { basis: "gpu_time", amount, currency: "USD", calculation: null };
  }
  return { basis: "unpriced", reason: match.reason };
}

/** What was asked for, and what the upstream says it made of what was left to it. */
export function resolvedDimensions(
  asked: JobFacts["dimensions"],
  seen: Pick<Observation, "resolved">,
): JobFacts["dimensions"] {
  return seen.resolved === null ? asked : { ...seen.resolved, ...asked };
}

function basisOf(unit: PriceUnit): "gpu_time" | "rate_card" {
  return unit === "gpu_second" ? "gpu_time" : "rate_card";
}

function unitsOf(job: JobFacts, gpu: ExactGpuTime | null): Partial<Record<PriceUnit, Nano>> {
  const units: Partial<Record<PriceUnit, Nano>> = {};
  if (job.requestedSeconds !== null) units.second = job.requestedSeconds;
  if (gpu !== null) units.gpu_second = gpu.seconds;
  return units;
}

function currencyOf(cost: Cost, rules: SettleRules): Currency {
  return cost.basis === "unpriced" ? rules.reportingCurrency : cost.currency;
}

function later(known: number | null, seen: number | null): number | null {
  if (known === null) return seen;
  return seen === null ? known : Math.max(known, seen);
}
