import { and, asc, eq, gt, inArray, lte, sql } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { fxRateVersions } from "../schema/finance.ts";
import type { DatedRate } from "./fx-rates.ts";
import type { RecordedStretch } from "./revenue-versions.ts";

/** A rate that stood in the table, with the number of its writing. */
export interface RecordedRate extends DatedRate {
  readonly recorded: number;
}

/** Every rate that ever stood between two of these currencies, in the order in which they were written. */
export async function fxRateVersionsAmong(
  db: Database,
  workspaceId: string,
  currencies: readonly string[],
): Promise<readonly RecordedRate[]> {
  const among = [...currencies];
  return db
    .select({
      recorded: fxRateVersions.recorded,
      date: fxRateVersions.date,
      base: fxRateVersions.base,
      quote: fxRateVersions.quote,
      rate: fxRateVersions.rate,
    })
    .from(fxRateVersions)
    .where(
      and(
        eq(fxRateVersions.workspaceId, workspaceId),
        inArray(fxRateVersions.base, among),
        inArray(fxRateVersions.quote, among),
      ),
    )
    .orderBy(asc(fxRateVersions.recorded));
}

/** How many rates were written in a stretch, and the earliest day that any of them is for. */
export async function ratesWritten(
  db: Database,
  workspaceId: string,
  { after, upTo }: RecordedStretch,
): Promise<{ readonly rates: number; readonly firstDate: string | null }> {
  const [row] = await db
    .select({
      rates: sql<string>`count(*)`,
      first: sql<string | null>`min(${fxRateVersions.date})::text`,
    })
    .from(fxRateVersions)
    .where(
      and(
        eq(fxRateVersions.workspaceId, workspaceId),
        gt(fxRateVersions.recorded, after),
        upTo === null ? undefined : lte(fxRateVersions.recorded, upTo),
      ),
    );
  return { rates: Number(row?.rates ?? 0), firstDate: row?.first ?? null };
}

/** The number of the last rate that the workspace wrote; 0 for none. Exact while its rates are locked. */
export async function lastFxRecorded(
  db: Database | Transaction,
  workspaceId: string,
): Promise<number> {
  const [row] = await db
    .select({ last: sql<string | null>`max(${fxRateVersions.recorded})` })
    .from(fxRateVersions)
    .where(eq(fxRateVersions.workspaceId, workspaceId));
  return Number(row?.last ?? 0);
}
