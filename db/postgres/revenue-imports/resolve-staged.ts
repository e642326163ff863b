import { sql, type SQL } from "drizzle-orm";
import { NONE } from "../../../domain/attribution-fields.ts";
import type { Database, Transaction } from "../client.ts";
import type { ImportSum } from "../schema/revenue-imports.ts";
import { entriesTable, linesTable } from "./staging.ts";

/** What an entry says, in the ledger and in the staging tables alike. */
export const CONTENT = [
  "occurred_at",
  "feature",
  "surface",
  "customer",
  "user_id",
  "region",
  "platform",
  "plan",
  "amount",
  "currency",
  "gross",
  "fees",
  "refunded",
  "period_from",
  "period_to",
  "note",
] as const;

const TEXTS = ["feature", "surface", "customer", "user_id", "region", "platform", "plan"] as const;

export interface StagedImport {
  readonly id: string;
  readonly workspaceId: string;
  /** Lines with one external id are parts of one entry. */
  readonly grouped: boolean;
}

/** What an import does to the ledger, or would do. */
export interface ResolvedImport {
  readonly entries: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  /** By currency, in their order. */
  readonly sums: readonly ImportSum[];
}

/**
 * Makes entries of an import's lines, in the order of the file, and holds each against the ledger: a known external id that
 * says the same is unchanged. Exact until somebody else writes; hold the lock of the workspace's revenue to rely on it.
 */
export async function resolveStaged(
  db: Database | Transaction,
  staged: StagedImport,
): Promise<ResolvedImport> {
  const entries = entriesTable(staged.id);
  await db.execute(sql`drop table if exists ${entries}`);
  await db.execute(sql`
    create unlogged table ${entries} as
    select row_number() over (order by line.line) as place, coalesce(known.id, line.entry_id) as entry_id,
      coalesce(known.version, 0) + 1 as version,
      case when known.id is null then 'created'
        when known.deleted_at is null and (${columns("line")}) is not distinct from (${columns("known")}) then 'unchanged'
        else 'changed' end as outcome,
      line.line, line.external_id, ${columns("line")}
    from (${staged.grouped ? groupedLines(staged.id) : singleLines(staged.id)}) line
    left join revenue_entries known
      on known.workspace_id = ${staged.workspaceId} and known.external_id = line.external_id`);
  await db.execute(sql`create index on ${entries} (place)`);
  const rows = await db.execute<
    ImportSum & Record<"created" | "changed", number> & Record<string, unknown>
  >(sql`
    select currency, count(*)::integer as entries, sum(amount)::text as amount, sum(gross)::text as gross,
      sum(fees)::text as fees, sum(refunded)::text as refunded,
      count(*) filter (where outcome = 'created')::integer as created,
      count(*) filter (where outcome = 'changed')::integer as changed
    from ${entries} group by currency order by currency`);
  const total = (member: "entries" | "created" | "changed") =>
    rows.reduce((sum, row) => sum + row[member], 0);
  const [all, created, changed] = [total("entries"), total("created"), total("changed")];
  return {
    entries: all,
    created,
    changed,
    unchanged: all - created - changed,
    sums: rows.map(({ currency, entries: count, amount, gross, fees, refunded }) => ({
      currency,
      entries: count,
      amount,
      gross,
      fees,
      refunded,
    })),
  };
}

/** The content columns of a table. */
export function columns(table: string): SQL {
  return sql.join(
    CONTENT.map((name) => sql`${sql.identifier(table)}.${sql.identifier(name)}`),
    sql`, `,
  );
}

/** A line that is repeated says its entry once. */
function singleLines(id: string): SQL {
  return sql`select distinct on (external_id) * from ${linesTable(id)} order by external_id, line`;
}

/** Money that came in is positive in a line whatever its role; fees and refunds are told as what they took. */
function groupedLines(id: string): SQL {
  const texts = TEXTS.map((name) => {
    const column = sql.identifier(name);
    return sql`coalesce(min(${column}) filter (where ${column} <> ${NONE}), ${NONE}) as ${column}`;
  });
  return sql`
    select external_id, min(line) as line, min(entry_id::text)::uuid as entry_id, min(occurred_at) as occurred_at,
      ${sql.join(texts, sql`, `)}, sum(amount)::numeric(18, 9) as amount, min(currency) as currency,
      (sum(amount) filter (where role = 'gross'))::numeric(18, 9) as gross,
      (-sum(amount) filter (where role = 'fees'))::numeric(18, 9) as fees,
      (-sum(amount) filter (where role = 'refunded'))::numeric(18, 9) as refunded,
      min(period_from) as period_from, max(period_to) as period_to, min(note) as note
    from ${linesTable(id)} group by external_id`;
}
