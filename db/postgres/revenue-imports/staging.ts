import { sql, type SQL } from "drizzle-orm";
import type { Database } from "../client.ts";

/** A line of a file as it is staged; amounts are decimal strings, instants ISO. */
export interface StagedLine {
  readonly line: number;
  readonly entryId: string;
  readonly externalId: string;
  readonly occurredAt: string;
  readonly feature: string;
  readonly surface: string;
  readonly customer: string;
  readonly userId: string;
  readonly region: string;
  readonly platform: string;
  readonly plan: string;
  readonly amount: string;
  readonly currency: string;
  readonly gross: string | null;
  readonly fees: string | null;
  readonly refunded: string | null;
  readonly periodFrom: string | null;
  readonly periodTo: string | null;
  readonly note: string | null;
  readonly role: string | null;
}

/** An import's staging table: its lines as they were read. */
export function linesTable(importId: string): SQL {
  return tableOf(importId, "lines");
}

/** An import's second table: the entries that its lines make, and what each would do to the ledger. */
export function entriesTable(importId: string): SQL {
  return tableOf(importId, "entries");
}

/** Not logged: what a crash leaves of an import is thrown away in any case. */
export async function openStaging(db: Database, importId: string): Promise<void> {
  await db.execute(
    sql`create unlogged table ${linesTable(importId)} (like revenue_import_lines including defaults)`,
  );
}

/** Lines that are added at once are one statement: keep them few thousand. */
export async function stageLines(
  db: Database,
  importId: string,
  lines: readonly StagedLine[],
): Promise<void> {
  if (lines.length === 0) return;
  // Arrays, not objects: the names of twenty columns would be most of the text.
  const rows = lines.map((each) => [
    each.line,
    each.entryId,
    each.externalId,
    each.occurredAt,
    each.feature,
    each.surface,
    each.customer,
    each.userId,
    each.region,
    each.platform,
    each.plan,
    each.amount,
    each.currency,
    each.gross,
    each.fees,
    each.refunded,
    each.periodFrom,
    each.periodTo,
    each.note,
    each.role,
  ]);
  await db.execute(sql`
    insert into ${linesTable(importId)} (line, entry_id, external_id, occurred_at, feature, surface, customer, user_id,
      region, platform, plan, amount, currency, gross, fees, refunded, period_from, period_to, note, role)
    select (row ->> 0)::integer, (row ->> 1)::uuid, row ->> 2, (row ->> 3)::timestamptz, row ->> 4, row ->> 5, row ->> 6,
      row ->> 7, row ->> 8, row ->> 9, row ->> 10, (row ->> 11)::numeric, row ->> 12, (row ->> 13)::numeric,
      (row ->> 14)::numeric, (row ->> 15)::numeric, (row ->> 16)::timestamptz, (row ->> 17)::timestamptz, row ->> 18,
      row ->> 19
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as row`);
}

/** Gives back what an import staged; again does nothing. */
export async function dropStaging(db: Database, importId: string): Promise<void> {
  await db.execute(sql`drop table if exists ${linesTable(importId)}, ${entriesTable(importId)}`);
}

/** The staging tables that there are, of whichever import. */
export async function listStaging(db: Database): Promise<readonly string[]> {
  const rows = await db.execute<{ name: string }>(sql`
    select relname as name from pg_class
    where relkind = 'r' and pg_table_is_visible(oid) and relname ~ '^revenue_import_[0-9a-f]{32}_(lines|entries)$'`);
  return rows.map((row) => row.name);
}

/** Drops those of these staging tables that belong to none of the kept imports. */
export async function dropOtherStaging(
  db: Database,
  tables: readonly string[],
  keptIds: readonly string[],
): Promise<void> {
  const kept = new Set(keptIds.map(plainId));
  for (const name of tables) {
    if (kept.has(name.split("_")[2] ?? "")) continue;
    await db.execute(sql`drop table if exists ${sql.identifier(name)}`);
  }
}

function tableOf(importId: string, kind: "lines" | "entries"): SQL {
  return sql.identifier(`revenue_import_${plainId(importId)}_${kind}`).getSQL();
}

function plainId(importId: string): string {
  return importId.replaceAll("-", "");
}
