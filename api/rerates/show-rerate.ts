import type { RerateRecord } from "../../db/postgres/rerates.ts";
import { rerateDiff, type RerateRow } from "../contract/rerates.ts";
import type { CallContext } from "../http/call-context.ts";
import { closedMonthsWithin } from "../margin/closed-months-within.ts";

/** A re-rating as it is shown. */
export async function showRerate(ctx: CallContext, row: RerateRecord): Promise<RerateRow> {
  const { scope, result } = row;
  return {
    id: row.id,
    state: row.state,
    scope: {
      from: new Date(scope.fromMs).toISOString(),
      to: new Date(scope.toMs).toISOString(),
      provider: scope.provider,
      model: scope.model,
      feature: scope.feature,
      upstream: scope.upstream,
      unpriced_only: scope.unpricedOnly,
    },
    book: row.book,
    timezone: row.timeZone,
    closed_months: await closedMonthsWithin(ctx, scope),
    planned: rerateDiff.parse(row.planned),
    done: row.done,
    result:
      result === null
        ? null
        : { ...result, before: { ...result.before }, after: { ...result.after } },
    superseded: row.superseded,
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    applied_at: row.appliedAt?.toISOString() ?? null,
    reverted_at: row.revertedAt?.toISOString() ?? null,
    reverted_by: row.revertedBy,
  };
}
