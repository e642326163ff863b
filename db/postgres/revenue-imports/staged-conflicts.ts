import { sql, type SQL } from "drizzle-orm";
import { NONE } from "../../../domain/attribution-fields.ts";
import type { Database } from "../client.ts";
import { columns, type StagedImport } from "./resolve-staged.ts";
import { linesTable } from "./staging.ts";

/** Lines that can't both be true. `field` is the entry's. */
export interface StagedConflict {
  readonly line: number;
  readonly field: string;
  readonly value: string;
  /** The earlier line that says otherwise; null: the sum of the lines is too large to store. */
  readonly other: number | null;
}

const AGREEING = [
  ["currency", "currency"],
  ["feature", "feature"],
  ["surface", "surface"],
  ["customer", "customer"],
  ["user_id", "user"],
  ["region", "region"],
  ["platform", "platform"],
  ["plan", "plan"],
  ["period_from", "period"],
  ["period_to", "period"],
  ["note", "note"],
] as const;

/** The largest amount of a column, and what is beyond it. */
const TOO_LARGE = "1000000000";

/**
 * What only the whole file shows: one external id for different entries, or lines of one entry that disagree.
 * @returns the first `most` by line, and how many there are.
 */
export async function findConflicts(
  db: Database,
  staged: StagedImport,
  most: number,
): Promise<{ readonly conflicts: readonly StagedConflict[]; readonly count: number }> {
  const found = staged.grouped ? disagreements(staged.id) : contradictions(staged.id);
  const rows = await db.execute<
    Record<"line" | "count", number> & Record<"field" | "value", string> & { other: number | null }
  >(sql`
    select line, field, value, other, count(*) over ()::integer as count
    from (${found}) found order by line, field limit ${most}`);
  return {
    conflicts: rows.map(({ line, field, value, other }) => ({ line, field, value, other })),
    count: rows[0]?.count ?? 0,
  };
}

function contradictions(id: string): SQL {
  const lines = linesTable(id);
  return sql`
    with repeated as (
      select external_id, min(line) as line from ${lines} group by external_id having count(*) > 1)
    select later.line, 'external_id' as field, later.external_id as value, first.line as other
    from repeated
    join ${lines} first on first.external_id = repeated.external_id and first.line = repeated.line
    join ${lines} later on later.external_id = repeated.external_id and later.line <> repeated.line
    where (${columns("first")}) is distinct from (${columns("later")})`;
}

function disagreements(id: string): SQL {
  const lines = linesTable(id);
  const each = AGREEING.map(([name, field]) => {
    const column = sql.identifier(name);
    return sql`
      select max(line) as line, ${field} as field, max(${column}::text) as value, min(line) as other
      from ${lines} where ${column}::text is distinct from ${NONE}
      group by external_id having min(${column}::text) <> max(${column}::text)`;
  });
  const tooLarge = sql`
    select min(line) as line, 'amount' as field, sum(amount)::text as value, null::integer as other
    from ${lines} group by external_id
    having greatest(abs(sum(amount)), abs(sum(amount) filter (where role = 'gross')),
      abs(sum(amount) filter (where role = 'fees')), abs(sum(amount) filter (where role = 'refunded')))
      >= ${TOO_LARGE}::numeric`;
  return sql.join([...each, tooLarge], sql` union all `);
}
