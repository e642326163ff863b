import { costColumns } from "../../db/postgres/cost-columns.ts";
import type { JobPatch, SettlementWrite } from "../../db/postgres/write-settlement.ts";
import type { FinalState, GpuTime } from "../../domain/generation.ts";
import { formatNano, type Currency } from "../../domain/money.ts";
import type { Outcome, Settlement } from "../../domain/settlement.ts";

type Changing = Exclude<Settlement, { kind: "unchanged" } | { kind: "contradiction" }>;

/** What a settlement means for the row, its holds and its schedule. */
export function settlementWrite(
  settlement: Changing,
  options: {
    readonly nowMs: number;
    /** When the worker looks again. */
    readonly nextPollMs: number;
    /** Of cost limits: what another currency cost can't be counted in them. */
    readonly reportingCurrency: Currency;
  },
): SettlementWrite {
  const { nowMs, nextPollMs, reportingCurrency } = options;
  const now = iso(nowMs);
  switch (settlement.kind) {
    case "progress":
      return {
        patch: {
          ...FOUND,
          state: settlement.state,
          progress: settlement.progress,
          started_at: isoOrNull(settlement.startedAtMs),
          ...gpuPatch(settlement.gpu),
          settled_at: null,
          failure_kind: null,
          failure_code: null,
          failure_message: null,
        },
        nextPollMs,
        holds: null,
        actual: {},
        loud: true,
      };
    case "final":
      return {
        patch: {
          ...FOUND,
          ...outcomePatch(settlement.outcome),
          state: settlement.state,
          settled_at: now,
          failure_kind: settlement.failure?.kind ?? null,
          failure_code: settlement.failure?.code ?? null,
          failure_message: settlement.failure?.message ?? null,
        },
        nextPollMs: null,
        holds: settlement.holds,
        actual: actualAmounts(settlement.state, settlement.outcome, reportingCurrency),
        loud: true,
      };
    case "correction":
      return {
        patch: outcomePatch(settlement.outcome),
        nextPollMs: null,
        holds: settlement.holds,
        actual: actualAmounts(settlement.state, settlement.outcome, reportingCurrency),
        loud: true,
      };
    case "lost":
      return { ...LOST, patch: { ...LOST.patch, lost_at: now } };
  }
}

/** The estimate stays held: only a known outcome or an operator closes it. */
const LOST: SettlementWrite = {
  patch: {
    state: "lost",
    outcome_unknown: false,
    unknown_since: null,
    failure_kind: "unknown_outcome",
    failure_code: "job_unknown",
    failure_message: "The upstream does not know this job.",
  },
  nextPollMs: null,
  holds: null,
  actual: {},
  loud: true,
};

const FOUND: JobPatch = {
  lost_at: null,
  missing_count: 0,
  missing_since: null,
  outcome_unknown: false,
};

function outcomePatch(outcome: Outcome): JobPatch {
  return {
    ...costColumns(outcome.cost),
    started_at: isoOrNull(outcome.startedAtMs),
    finished_at: iso(outcome.finishedAtMs),
    video_seconds: outcome.videoSeconds === null ? null : formatNano(outcome.videoSeconds),
    ...gpuPatch(outcome.gpu),
  };
}

function gpuPatch(gpu: GpuTime | null): JobPatch {
  return {
    gpu_ms: gpu?.ms ?? null,
    gpu_basis: gpu?.basis ?? null,
    gpu_type: gpu?.gpuType ?? null,
  };
}

/** What the outcome took of each metric; an amount that nobody knows stays as it was held. */
function actualAmounts(
  state: FinalState,
  outcome: Outcome,
  reportingCurrency: Currency,
): Record<string, string> {
  const actual: Record<string, string> = {};
  if (state !== "succeeded") actual["video_seconds"] = "0";
  else if (outcome.videoSeconds !== null) {
    actual["video_seconds"] = formatNano(outcome.videoSeconds);
  }
  if (outcome.gpu !== null)
    actual["gpu_seconds"] = formatNano(BigInt(outcome.gpu.ms) * NANO_PER_MS);
  const { cost } = outcome;
  if (cost.basis !== "unpriced" && cost.currency === reportingCurrency) {
    actual["cost"] = formatNano(cost.amount);
  }
  return actual;
}

const NANO_PER_MS = 1_000_000n;

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : iso(ms);
}
