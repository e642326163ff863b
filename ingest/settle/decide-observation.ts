import type { StoredJob } from "../../db/postgres/stored-job.ts";
import type { JobPatch, SettlementWrite } from "../../db/postgres/write-settlement.ts";
import { NONE } from "../../domain/attribution-fields.ts";
import { isFinal } from "../../domain/lifecycle.ts";
import type { Observation } from "../../domain/observation.ts";
import { resolvedDimensions, settle, type SettleRules } from "../../domain/settlement.ts";
import { settlementWrite } from "./job-patch.ts";

/** How sure an upstream's "I don't know that job" must be before the job counts as lost. */
export interface MissingRules {
  readonly count: number;
  readonly spanMs: number;
}

export const MISSING_RULES: MissingRules = { count: 3, spanMs: 60_000 };

export type Decision =
  | { readonly kind: "nothing" }
  | { readonly kind: "contradiction" }
  /** Only the progress moved: it may wait for the next batch. */
  | { readonly kind: "progress"; readonly progress: number | null }
  | { readonly kind: "write"; readonly write: SettlementWrite };

/** Folds one observation into the row as it stands. Pure. */
export function decideObservation(
  job: StoredJob,
  seen: Observation,
  rules: SettleRules,
  options: { readonly nowMs: number; readonly nextPollMs: number; readonly missing: MissingRules },
): Decision {
  if (seen.status === "unknown_job" && !surelyMissing(job, seen, options.missing)) {
    return countMissing(job, seen, options.nextPollMs);
  }
  const settlement = settle(job.facts, seen, rules);
  if (settlement.kind === "contradiction") return { kind: "contradiction" };
  if (settlement.kind === "unchanged") {
    const wasMissing = job.missingCount > 0 && seen.status !== "unknown_job";
    return wasMissing && !isFinal(job.facts.state)
      ? quiet({ missing_count: 0, missing_since: null }, options.nextPollMs)
      : { kind: "nothing" };
  }
  if (
    settlement.kind === "progress" &&
    settlement.state === job.facts.state &&
    settlement.startedAtMs === job.facts.startedAtMs &&
    settlement.gpu === job.facts.gpu &&
    job.missingCount === 0
  ) {
    return { kind: "progress", progress: settlement.progress };
  }
  const write = settlementWrite(settlement, {
    ...options,
    reportingCurrency: rules.reportingCurrency,
  });
  const ends = settlement.kind === "final" || settlement.kind === "correction";
  return {
    kind: "write",
    write: ends ? { ...write, patch: { ...write.patch, ...resolvedPatch(job, seen) } } : write,
  };
}

/** What the create left to its upstream, for the books to show and to price anew. */
function resolvedPatch(job: StoredJob, seen: Observation): JobPatch {
  if (seen.resolved === null) return {};
  const { audio, resolution } = seen.resolved;
  return {
    dimensions: resolvedDimensions(job.facts.dimensions, seen),
    ...(job.resolution === NONE && typeof resolution === "string" ? { resolution } : {}),
    ...(job.facts.dimensions["audio"] === undefined && typeof audio === "boolean" ? { audio } : {}),
  };
}

/** Several times over a while: one 404 may be a replica that lags. */
function surelyMissing(job: StoredJob, seen: Observation, rules: MissingRules): boolean {
  if (job.missingSinceMs === null) return false;
  return job.missingCount + 1 >= rules.count && seen.seenAtMs - job.missingSinceMs >= rules.spanMs;
}

function countMissing(job: StoredJob, seen: Observation, nextPollMs: number): Decision {
  if (isFinal(job.facts.state) || job.facts.state === "lost") return { kind: "nothing" };
  const since = job.missingSinceMs ?? seen.seenAtMs;
  const patch = {
    missing_count: job.missingCount + 1,
    missing_since: new Date(since).toISOString(),
  };
  return quiet(patch, nextPollMs);
}

function quiet(patch: JobPatch, nextPollMs: number): Decision {
  return { kind: "write", write: { patch, nextPollMs, holds: null, actual: {}, loud: false } };
}
