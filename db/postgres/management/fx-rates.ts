import { and, asc, desc, eq, gte, inArray, lt, lte, sql } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { fxRates } from "../schema/finance.ts";

export type FxRateRecord = typeof fxRates.$inferSelect;

/** A rate of a pair on a day ("2026-01-31"), as a decimal. */
export interface DatedRate {
  readonly date: string;
  readonly base: string;
  readonly quote: string;
  readonly rate: string;
}

/** One statement's worth: its parameters stay below a megabyte. */
const RATES_PER_STATEMENT = 5_000;
const DAYS_PER_STATEMENT = 200;

/** Serialises the workspace's writes of rates, so that what is compared is what is written over. */
export async function lockFxRates(tx: Transaction, workspaceId: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`fx_rates ${workspaceId}`}, 0))`,
  );
}

/**
 * What stands on these rates' days, with other pairs of those days; read a stretch of days at a time, so that a whole
 * history does not hold the embedded engine's one connection.
 */
export async function findFxRates(
  db: Database | Transaction,
  workspaceId: string,
  rates: readonly DatedRate[],
): Promise<DatedRate[]> {
  const dates = [...new Set(rates.map((rate) => rate.date))].toSorted();
  const found: DatedRate[] = [];
  for (let at = 0; at < dates.length; at += DAYS_PER_STATEMENT) {
    const stretch = dates.slice(at, at + DAYS_PER_STATEMENT);
    const rows = await db
      .select({ date: fxRates.date, base: fxRates.base, quote: fxRates.quote, rate: fxRates.rate })
      .from(fxRates)
      .where(
        and(
          eq(fxRates.workspaceId, workspaceId),
          gte(fxRates.date, stretch[0] ?? ""),
          lte(fxRates.date, stretch.at(-1) ?? ""),
        ),
      );
    for (const row of rows) found.push(row);
  }
  return found;
}

/** Writes rates, over what stands there. No pair may be given twice for a day. */
export async function writeFxRates(
  tx: Transaction,
  workspaceId: string,
  rates: readonly DatedRate[],
  source: string,
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  for (const part of partsOf(rates)) {
    await tx.execute(sql`
      insert into fx_rates (workspace_id, date, base, quote, rate, source, created_at, updated_at)
      select ${workspaceId}, date, base, quote, rate, ${source}, ${at}::timestamptz, ${at}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(part)}::jsonb)
        as given(date date, base text, quote text, rate numeric)
      on conflict (workspace_id, date, base, quote) do update
        set rate = excluded.rate, source = excluded.source, updated_at = excluded.updated_at`);
  }
}

export interface FxRateFilter {
  readonly base: string | null;
  readonly quote: string | null;
  /** Half open. */
  readonly from: string | null;
  readonly to: string | null;
}

/** A workspace's rates, latest day first, pairs in their order. */
export async function listFxRates(
  db: Database,
  workspaceId: string,
  filter: FxRateFilter,
  page: {
    readonly after: Pick<DatedRate, "date" | "base" | "quote"> | null;
    readonly limit: number;
  },
): Promise<readonly FxRateRecord[]> {
  const { after } = page;
  return db
    .select()
    .from(fxRates)
    .where(
      and(
        eq(fxRates.workspaceId, workspaceId),
        filter.base === null ? undefined : eq(fxRates.base, filter.base),
        filter.quote === null ? undefined : eq(fxRates.quote, filter.quote),
        filter.from === null ? undefined : gte(fxRates.date, filter.from),
        filter.to === null ? undefined : lt(fxRates.date, filter.to),
        after === null
          ? undefined
          : sql`(${fxRates.date} < ${after.date}::date or (${fxRates.date} = ${after.date}::date
              and (${fxRates.base}, ${fxRates.quote}) > (${after.base}, ${after.quote})))`,
      ),
    )
    .orderBy(desc(fxRates.date), asc(fxRates.base), asc(fxRates.quote))
    .limit(page.limit);
}

/** Every rate between any two of these currencies. */
export async function fxRatesAmong(
  db: Database,
  workspaceId: string,
  currencies: readonly string[],
): Promise<readonly DatedRate[]> {
  const among = [...currencies];
  return db
    .select({ date: fxRates.date, base: fxRates.base, quote: fxRates.quote, rate: fxRates.rate })
    .from(fxRates)
    .where(
      and(
        eq(fxRates.workspaceId, workspaceId),
        inArray(fxRates.base, among),
        inArray(fxRates.quote, among),
      ),
    );
}

function partsOf(rates: readonly DatedRate[]): DatedRate[][] {
  return Array.from({ length: Math.ceil(rates.length / RATES_PER_STATEMENT) }, (_, index) =>
    rates.slice(index * RATES_PER_STATEMENT, (index + 1) * RATES_PER_STATEMENT),
  );
}
