import type { z } from "@hono/zod-openapi";
import { ClickHouseFault } from "../../db/clickhouse/clickhouse-fault.ts";
import { rawBooksQuery, rollupBooksQuery } from "../../db/clickhouse/queries/audit.ts";
import { revenueQuery } from "../../db/clickhouse/queries/summary.ts";
import { readBooks, type Books } from "../../db/postgres/management/books.ts";
import type { TimeRange } from "../../domain/time-buckets.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { AuditAnswer, AuditCheck, auditQuery } from "../contract/audit.ts";
import { invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { readDateOrInstant } from "../http/date-or-instant.ts";
import { checkMonths } from "./check-months.ts";
import { checkRevenue, checkRollup, checksOfBooks, checkStored, unavailable } from "./checks.ts";

const DEFAULT_DAYS = 90;
const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;

/**
 * Every invariant of the books with its figures, over generations created in the range. What is on its way is pending,
 * not broken: the books are read before and after the store, and a difference counts only when they stood still.
 */
export async function audit(
  ctx: CallContext,
  query: z.output<typeof auditQuery>,
): Promise<AuditAnswer> {
  const range = readRange(ctx, query);
  const books = await booksOf(ctx, range);
  const checks = [
    ...(await checksOfStore(ctx, range, books)),
    ...checksOfBooks(books, ctx.deps.live()),
  ];
  return {
    ok: checks.every((check) => check.ok),
    at: new Date(ctx.nowMs).toISOString(),
    from: new Date(range.fromMs).toISOString(),
    to: new Date(range.toMs).toISOString(),
    checks,
  };
}

async function checksOfStore(
  ctx: CallContext,
  range: TimeRange,
  books: Books,
): Promise<AuditCheck[]> {
  const { workspaceId, deps } = ctx;
  // Loaded history is older than the books; comparing starts where they start.
  const sinceMs = Math.max(range.fromMs, books.firstMs ?? range.toMs);
  const scope = {
    workspaceId,
    range: { fromMs: 0, toMs: FAR_FUTURE_MS },
    filters: [],
    currency: deps.currency,
  };
  const revenue = revenueQuery(scope);
  try {
    const [stored, raw, rollup, [entries]] = await Promise.all([
      askStore(deps.ch, rawBooksQuery(workspaceId, { fromMs: sinceMs, toMs: range.toMs })),
      askStore(deps.ch, rawBooksQuery(workspaceId, range)),
      askStore(deps.ch, rollupBooksQuery(workspaceId, range)),
      revenue === null ? [] : askStore(deps.ch, revenue),
    ]);
    const moving = JSON.stringify(await booksOf(ctx, range)) !== JSON.stringify(books);
    return [
      checkStored(books, stored, moving),
      checkRollup(books, raw, rollup, moving),
      checkRevenue(books, entries?.entries ?? 0),
      ...(await checkMonths(ctx, range, isArriving(books) || moving)),
    ];
  } catch (error) {
    if (!(error instanceof ClickHouseFault)) throw error;
    deps.log.warn({ err: error, requestId: ctx.requestId }, "the audit can't reach ClickHouse");
    return [
      unavailable("settled_jobs_equal_generations", "Settled jobs = stored generations"),
      unavailable("rollup_equals_generations", "Rollups = raw generations"),
      unavailable("revenue_is_stored", "Revenue entries are stored"),
      unavailable("closed_months_stand", "Closed months stand"),
      unavailable("closed_months_sum_to_live", "Closed + corrections = live"),
    ];
  }
}

function isArriving({ outboxWaiting, outboxInFlight, dirtyDays }: Books): boolean {
  return outboxWaiting + outboxInFlight + dirtyDays > 0;
}

/** 2100-01-01: later than any entry. */
const FAR_FUTURE_MS = 4_102_444_800_000;

function booksOf(ctx: CallContext, range: TimeRange): Promise<Books> {
  const dates = { from: new Date(range.fromMs), to: new Date(range.toMs) };
  return readBooks(ctx.deps.pg.drizzle, ctx.workspaceId, dates);
}

/** Widened to quarter hours, the rollup's own edges. */
function readRange(ctx: CallContext, query: z.output<typeof auditQuery>): TimeRange {
  const toMs = query.to === undefined ? ctx.nowMs : readDateOrInstant(query.to, "to", "UTC");
  const fromMs =
    query.from === undefined
      ? toMs - DEFAULT_DAYS * DAY_MS
      : readDateOrInstant(query.from, "from", "UTC");
  if (fromMs >= toMs) throw invalidField("to", "must lie after from");
  return {
    fromMs: Math.floor(fromMs / QUARTER_MS) * QUARTER_MS,
    toMs: Math.ceil(toMs / QUARTER_MS) * QUARTER_MS,
  };
}
