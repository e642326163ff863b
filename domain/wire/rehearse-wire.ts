import type { Cost, FinalState, GenerationState, Operation } from "../generation.ts";
import { NO_PROFILE } from "../gpu-profile.ts";
import { isFinal } from "../lifecycle.ts";
import type { Currency } from "../money.ts";
import { NOTHING_KNOWN, type Observation } from "../observation.ts";
import { priceRequest, type PriceVersion } from "../pricing.ts";
import { settle, type JobFacts, type Outcome, type Settlement } from "../settlement.ts";
import { readWireAnswer, textAt, type WireAnswer } from "./read-wire-answer.ts";
import { wireIntent, type WireIntent } from "./wire-intent.ts";
import type { Wire } from "./wire-schema.ts";

export interface Rehearsal {
  readonly wire: Wire;
  readonly create: {
    readonly operation: Operation;
    /** True where the create's answer is the outcome. */
    readonly blocking: boolean;
    readonly values: ReadonlyMap<string, string>;
    readonly pathParams: Readonly<Record<string, string>>;
  };
  /** The first is the create's. */
  readonly answers: readonly WireAnswer[];
  readonly pricesOf: (model: string) => readonly PriceVersion[];
  readonly nowMs: number;
  readonly reportingCurrency: Currency;
}

/** What one answer would do. */
export type WireStep =
  | { readonly kind: "seen"; readonly observation: Observation; readonly state: GenerationState }
  | { readonly kind: "refused"; readonly code: string; readonly message: string }
  | { readonly kind: "nothing"; readonly why: string };

export interface Rehearsed {
  readonly intent: WireIntent;
  readonly estimate: Cost;
  readonly providerJobId: string | null;
  readonly steps: readonly WireStep[];
  /** As the books would have it after the last answer. */
  readonly job: JobFacts;
  readonly failure: Observation["failure"];
}

/** Plays a create and its answers through a wire and the books' own rules. Nothing is stored. */
export function rehearseWire(rehearsal: Rehearsal): Rehearsed {
  const { wire, nowMs } = rehearsal;
  const intent = wireIntent(wire, rehearsal.create);
  const prices = rehearsal.pricesOf(intent.model);
  const estimate = estimateOf(rehearsal, intent, prices);
  const rules = {
    prices,
    dedicated: null,
    profile: NO_PROFILE,
    billsOutcome: (state: FinalState) => wire.billed_states.includes(state),
    lengthAsAsked: wire.length_as_asked,
    reportingCurrency: rehearsal.reportingCurrency,
  };
  let job = freshJob(wire, intent, estimate, nowMs);
  let failure: Observation["failure"] = null;
  let providerJobId: string | null = null;
  const steps: WireStep[] = [];
  for (const [index, answer] of rehearsal.answers.entries()) {
    const ownId = index === 0 && rehearsal.create.blocking ? { ownId: OWN_ID } : {};
    const read = readStep(wire, answer, {
      jobId: providerJobId,
      seenAtMs: nowMs + index,
      ...ownId,
    });
    if (read.kind !== "seen") {
      steps.push(read);
      if (index === 0) break;
      continue;
    }
    providerJobId = read.providerJobId;
    const settlement = settle(job, read.observation, rules);
    if (settlement.kind === "final") ({ failure } = settlement);
    job = apply(job, settlement);
    steps.push({ kind: "seen", observation: read.observation, state: job.state });
  }
  return { intent, estimate, providerJobId, steps, job, failure };
}

/** What stands for the id that a job without one gets. */
const OWN_ID = "reelmeter";

type ReadStep =
  | { readonly kind: "seen"; readonly providerJobId: string; readonly observation: Observation }
  | Exclude<WireStep, { kind: "seen" }>;

function readStep(
  wire: Wire,
  answer: WireAnswer,
  ask: { readonly jobId: string | null; readonly seenAtMs: number; readonly ownId?: string },
): ReadStep {
  const { error } = wire;
  const { jobId, seenAtMs } = ask;
  const source = jobId === null ? "create" : "poll";
  if (answer.status >= 300) {
    const message = textAt(answer.body, error.message);
    if (message === null) return nothing(`no error of this wire: nothing at ${error.message}`);
    if (jobId !== null && answer.status === 404) {
      const observation = { ...NOTHING_KNOWN, source, seenAtMs, status: "unknown_job" } as const;
      return { kind: "seen", providerJobId: jobId, observation };
    }
    return { kind: "refused", code: textAt(answer.body, error.code) ?? "unknown", message };
  }
  const report = readWireAnswer(wire, answer, { ...ask, source });
  if (report === null) return nothing(whyNothing(wire, answer, jobId));
  if (jobId !== null && report.providerJobId !== jobId) {
    return nothing(`is about the job ${report.providerJobId}, not about ${jobId}`);
  }
  return { kind: "seen", ...report };
}

function whyNothing({ answer: rules }: Wire, answer: WireAnswer, jobId: string | null): string {
  if (answer.body === undefined) return "has no body, and answer.empty doesn't say what that means";
  if ((jobId === null || rules.repeats_id) && textAt(answer.body, rules.id) === null) {
    return `names no job: nothing at ${rules.id}`;
  }
  const status = textAt(answer.body, rules.status);
  return status === null
    ? `has no status: nothing at ${rules.status}`
    : `has the status "${status.slice(0, 100)}", which answer.states doesn't know`;
}

function nothing(why: string): ReadStep {
  return { kind: "nothing", why };
}

function estimateOf(
  { wire, nowMs }: Rehearsal,
  intent: WireIntent,
  prices: readonly PriceVersion[],
): Cost {
  const match = priceRequest(prices, {
    provider: wire.provider,
    model: intent.model,
    atMs: nowMs,
    dimensions: { ...intent.dimensions, outcome: "succeeded" },
    units: intent.units,
  });
  if (match.kind === "unpriced") return { basis: "unpriced", reason: match.reason };
  const { amount, currency, calculation } = match;
  return { basis: "estimate", amount, currency, calculation };
}

function freshJob(wire: Wire, intent: WireIntent, cost: Cost, nowMs: number): JobFacts {
  return {
    state: "held",
    provider: wire.provider,
    model: intent.model,
    createdAtMs: nowMs,
    submittedAtMs: nowMs,
    startedAtMs: null,
    progress: null,
    requestedSeconds: intent.requestedSeconds,
    dimensions: intent.dimensions,
    cost,
    gpu: null,
    videoSeconds: null,
    finishedAtMs: null,
  };
}

function apply(job: JobFacts, settlement: Settlement): JobFacts {
  switch (settlement.kind) {
    case "progress":
      return { ...job, state: settlement.state, progress: settlement.progress };
    case "final":
    case "correction":
      return { ...job, state: settlement.state, ...kept(settlement.outcome) };
    case "lost":
      return isFinal(job.state) ? job : { ...job, state: "lost" };
    case "unchanged":
    case "contradiction":
      return job;
  }
}

function kept({ cost, gpu, videoSeconds, finishedAtMs }: Outcome): Partial<JobFacts> {
  return { cost, gpu, videoSeconds, finishedAtMs };
}
