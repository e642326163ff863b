import { COST_BASES, FAILURE_KINDS, GENERATION_STATES } from "../../domain/generation.ts";
import type { LiveJobRow } from "../../db/postgres/management/live-jobs.ts";
import type { LiveJob } from "../contract/live.ts";
import { oneOf, oneOfOrNull } from "../generations/known-word.ts";
import { nineDecimals } from "../generations/show-generation.ts";

/** A job as those who watch see it. */
export function showLiveJob(row: LiveJobRow): LiveJob {
  return {
    id: row.generationId,
    status: oneOf(GENERATION_STATES, row.state),
    feature: row.feature,
    user: row.userId,
    model: row.model,
    upstream: row.upstream,
    progress: row.progress,
    outcome_unknown: row.outcomeUnknown,
    created_at: row.createdAt.toISOString(),
    started_at: row.startedAt?.toISOString() ?? null,
    ended_at: (row.settledAt ?? row.lostAt)?.toISOString() ?? null,
    estimate: nineDecimals(row.estimate),
    cost: {
      amount: nineDecimals(row.cost),
      currency: row.currency,
      basis: oneOf(COST_BASES, row.costBasis),
      unpriced_reason: row.unpricedReason,
    },
    failure_kind: oneOfOrNull(FAILURE_KINDS, row.failureKind),
    failure_code: row.failureCode,
  };
}
