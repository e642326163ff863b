import { and, desc, eq, gte, inArray, isNull, sql } from "drizzle-orm";
import type { QuotaMode } from "../../../domain/quota/rule.ts";
import type { Database } from "../client.ts";
import { gates, quotaHits, quotaRules } from "../schema/quotas.ts";

/** How often a rule refused, or would have, and how many users that met. */
export interface RuleHits {
  readonly hits: number;
  readonly users: number;
}

/** Hits of each of these rules since a UTC day (YYYY-MM-DD); rules without any are not in the map. */
export async function hitsOfRules(
  db: Database,
  workspaceId: string,
  ruleIds: readonly string[],
  sinceDay: string,
): Promise<ReadonlyMap<string, RuleHits>> {
  if (ruleIds.length === 0) return new Map();
  const rows = await db
    .select({
      ruleId: quotaHits.ruleId,
      hits: sql<number>`sum(${quotaHits.hits})::float8`,
      users: sql<number>`count(distinct ${quotaHits.userId})::float8`,
    })
    .from(quotaHits)
    .where(
      and(
        eq(quotaHits.workspaceId, workspaceId),
        inArray(quotaHits.ruleId, [...ruleIds]),
        gte(quotaHits.day, sinceDay),
      ),
    )
    .groupBy(quotaHits.ruleId);
  return new Map(rows.map(({ ruleId, hits, users }) => [ruleId, { hits, users }]));
}

/** How often each of these users was refused since a UTC day; users who never were are not in the map. */
export async function refusalsOfUsers(
  db: Database,
  workspaceId: string,
  users: readonly string[],
  sinceDay: string,
): Promise<ReadonlyMap<string, number>> {
  if (users.length === 0) return new Map();
  const rows = await db
    .select({ userId: quotaHits.userId, hits: sql<number>`sum(${quotaHits.hits})::float8` })
    .from(quotaHits)
    .where(
      and(
        eq(quotaHits.workspaceId, workspaceId),
        inArray(quotaHits.userId, [...users]),
        gte(quotaHits.day, sinceDay),
        eq(quotaHits.mode, "block"),
      ),
    )
    .groupBy(quotaHits.userId);
  return new Map(rows.map(({ userId, hits }) => [userId, hits]));
}

export interface UserHit {
  readonly ruleId: string;
  /** Of the rule or gate; null once it is deleted. */
  readonly name: string | null;
  /** UTC, YYYY-MM-DD. */
  readonly day: string;
  readonly mode: QuotaMode;
  readonly hits: number;
  readonly lastAt: Date;
  /** `lastAt` to the microsecond, for the next page. */
  readonly lastAtText: string;
}

/** Where a page of hits begins: after this one, going back in time. */
export interface HitPosition {
  readonly lastAtText: string;
  readonly ruleId: string;
  readonly day: string;
  readonly mode: string;
}

/** What rules did to one user, newest first. */
export async function hitsOfUser(
  db: Database,
  workspaceId: string,
  userId: string,
  page: { readonly after: HitPosition | null; readonly limit: number },
): Promise<readonly UserHit[]> {
  const { after, limit } = page;
  return db
    .select({
      ruleId: quotaHits.ruleId,
      name: sql<string | null>`coalesce(${quotaRules.name}, ${gates.name})`,
      day: quotaHits.day,
      mode: quotaHits.mode,
      hits: quotaHits.hits,
      lastAt: quotaHits.lastAt,
      lastAtText: sql<string>`${quotaHits.lastAt}::text`,
    })
    .from(quotaHits)
    .leftJoin(
      quotaRules,
      and(
        eq(quotaRules.id, quotaHits.ruleId),
        eq(quotaRules.workspaceId, quotaHits.workspaceId),
        isNull(quotaRules.deletedAt),
      ),
    )
    .leftJoin(
      gates,
      and(
        eq(gates.id, quotaHits.ruleId),
        eq(gates.workspaceId, quotaHits.workspaceId),
        isNull(gates.deletedAt),
      ),
    )
    .where(
      and(
        eq(quotaHits.workspaceId, workspaceId),
        eq(quotaHits.userId, userId),
        after === null
          ? undefined
          : sql`(${quotaHits.lastAt}, ${quotaHits.ruleId}, ${quotaHits.day}, ${quotaHits.mode}) < (${after.lastAtText}::timestamptz, ${after.ruleId}::uuid, ${after.day}::date, ${after.mode})`,
      ),
    )
    .orderBy(
      desc(quotaHits.lastAt),
      desc(quotaHits.ruleId),
      desc(quotaHits.day),
      desc(quotaHits.mode),
    )
    .limit(limit);
}
