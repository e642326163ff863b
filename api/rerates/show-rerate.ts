import { arrivingBefore } from "../../db/postgres/management/arriving-facts.ts";
import type { RerateRecord } from "../../db/postgres/rerates.ts";
import {
  rerateDiff,
  rerateListed,
  type RerateListed,
  type RerateRow,
} from "../contract/rerates.ts";
import type { CallContext } from "../http/call-context.ts";
import { closedMonthsWithin } from "../margin/closed-months-within.ts";
import { openBooks, type WorkspaceBooks } from "../margin/open-books.ts";

/** A re-rating as it is shown, with the months of its scope that the workspace has closed, and what is on its way. */
export async function showRerate(ctx: CallContext, row: RerateRecord): Promise<RerateRow> {
  const { facts, days } = await arrivingBefore(
    ctx.deps.pg.drizzle,
    ctx.workspaceId,
    row.scope.toMs,
  );
  return {
    ...factsOf(row, await openBooks(ctx)),
    planned: rerateDiff.parse(row.planned),
    arriving: { facts, days },
  };
}

/** A re-rating as it is listed: of its plan the figures alone. */
export function listedRerate(row: RerateRecord, books: WorkspaceBooks): RerateListed {
  return rerateListed.parse({ ...factsOf(row, books), planned: row.planned });
}

function factsOf(
  row: RerateRecord,
  books: WorkspaceBooks,
): Omit<RerateRow, "planned" | "arriving"> {
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
    closed_months: closedMonthsWithin(books, scope),
    done: row.done,
    total: row.total,
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
