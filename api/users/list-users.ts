import type { z } from "@hono/zod-openapi";
import { formatNano, parseNano } from "../../domain/money.ts";
import type { TimeRange } from "../../domain/time-buckets.ts";
import { usersQuery as usersSql, type usersRow } from "../../db/clickhouse/queries/users.ts";
import { refusalsOfUsers } from "../../db/postgres/management/quota-hits.ts";
import { blockedUsers } from "../../db/postgres/management/user-blocks.ts";
import { askStore } from "../analytics/ask-store.ts";
import { MAX_RANGE_DAYS } from "../analytics/read-period.ts";
import type { UserRow, UsersAnswer, usersQuery } from "../contract/users.ts";
import { invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage } from "../http/page.ts";
import { readInstant } from "../http/read-instant.ts";
import { hitsSince } from "../quotas/hits-since.ts";

type UsersInput = z.output<typeof usersQuery>;

const DEFAULT_DAYS = 30;
const DAY_MS = 86_400_000;

/** Users with generations or revenue in a period, who spent most in the reporting currency first. */
export async function listUsers(ctx: CallContext, query: UsersInput): Promise<UsersAnswer> {
  const { cursor: _cursor, limit: _limit, ...asked } = query;
  const list = `users ${JSON.stringify(asked)}`;
  const [spend, user, toMs] = positionOf(ctx, list, query, 3) ?? [];
  const rows = await askStore(
    ctx.deps.ch,
    usersSql({
      scope: {
        workspaceId: ctx.workspaceId,
        // A page's period is that of the first one, however long a reader takes.
        range: readRange(query, toMs === undefined ? ctx.nowMs : Number(toMs)),
        filters: [],
        currency: ctx.deps.currency,
      },
      search: query.search === undefined || query.search === "" ? null : query.search,
      after: spend === undefined || user === undefined ? null : { spend, user },
      limit: query.limit + 1,
    }),
  );
  const names = rows.map((row) => row.user);
  const { drizzle } = ctx.deps.pg;
  const blocked = await blockedUsers(drizzle, ctx.workspaceId, names, new Date(ctx.nowMs));
  const refused = await refusalsOfUsers(drizzle, ctx.workspaceId, names, hitsSince(ctx.nowMs));
  return toPage(ctx, list, rows, query, {
    show: (row) => ({
      ...figuresOf(row),
      blocked: blocked.has(row.user),
      refused_7d: refused.get(row.user) ?? 0,
    }),
    position: (row) => [row.ranked, row.user, toMs ?? String(ctx.nowMs)],
  });
}

function readRange(query: UsersInput, nowMs: number): TimeRange {
  const toMs = query.to === undefined ? nowMs : readInstant(query.to, "to").getTime();
  const fromMs =
    query.from === undefined
      ? toMs - DEFAULT_DAYS * DAY_MS
      : readInstant(query.from, "from").getTime();
  if (fromMs >= toMs) throw invalidField("to", "must lie after from");
  if (toMs - fromMs > MAX_RANGE_DAYS * DAY_MS) {
    throw invalidField("from", `must lie at most ${MAX_RANGE_DAYS} days before to`);
  }
  return { fromMs, toMs };
}

function figuresOf(row: z.output<typeof usersRow>): Omit<UserRow, "blocked" | "refused_7d"> {
  return {
    user: row.user,
    generations: row.generations,
    failed: row.failed,
    spend: amounts(row.spend),
    revenue: amounts(row.revenue),
    last_seen: row.last_seen_ms === 0 ? null : new Date(row.last_seen_ms).toISOString(),
  };
}

function amounts(byCurrency: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(byCurrency).map(([currency, amount]) => [
      currency,
      formatNano(parseNano(amount)),
    ]),
  );
}
