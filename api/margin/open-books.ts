import {
  closingsInForce,
  type MonthClosingRecord,
} from "../../db/postgres/management/month-closings.ts";
import { openClosedBooks, type ClosedBooks } from "../../domain/finance/closed-books.ts";
import type { CallContext } from "../http/call-context.ts";

/** A workspace's months as they are closed. */
export interface WorkspaceBooks extends ClosedBooks {
  /** The rows of the closings, in their order. */
  readonly records: readonly MonthClosingRecord[];
  /** The zone in which closed months are cut; null while nothing is closed. */
  readonly timeZone: string | null;
}

/** Opens the caller's books. */
export async function openBooks(ctx: CallContext): Promise<WorkspaceBooks> {
  const records = await closingsInForce(ctx.deps.pg.drizzle, ctx.workspaceId);
  return { ...openClosedBooks(records), records, timeZone: records[0]?.timeZone ?? null };
}
