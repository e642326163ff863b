import { sql } from "drizzle-orm";
import type { Database } from "../client.ts";
import { entriesTable } from "./staging.ts";

/** An entry as an import would store it. */
export interface PreviewedEntry {
  readonly externalId: string;
  readonly outcome: "created" | "changed" | "unchanged";
  readonly occurredAt: Date;
  readonly amount: string;
  readonly currency: string;
  readonly gross: string | null;
  readonly fees: string | null;
  readonly refunded: string | null;
  readonly periodFrom: Date | null;
  readonly periodTo: Date | null;
  readonly feature: string;
  readonly surface: string;
  readonly customer: string;
  readonly userId: string;
  readonly region: string;
  readonly platform: string;
  readonly plan: string;
  readonly note: string | null;
}

type Row = Omit<
  PreviewedEntry,
  "externalId" | "userId" | "occurredAt" | "periodFrom" | "periodTo"
> &
  Record<"external_id" | "user_id" | "occurred_at", string> &
  Record<"period_from" | "period_to", string | null>;

/** The first entries of a resolved import, in the order of its file. */
export async function previewStaged(
  db: Database,
  importId: string,
  limit: number,
): Promise<readonly PreviewedEntry[]> {
  const rows = await db.execute<Row & Record<string, unknown>>(sql`
    select * from ${entriesTable(importId)} order by place limit ${limit}`);
  const at = (text: string | null) => (text === null ? null : new Date(text));
  return rows.map((row) => ({
    externalId: row.external_id,
    outcome: row.outcome,
    occurredAt: new Date(row.occurred_at),
    amount: row.amount,
    currency: row.currency,
    gross: row.gross,
    fees: row.fees,
    refunded: row.refunded,
    periodFrom: at(row.period_from),
    periodTo: at(row.period_to),
    feature: row.feature,
    surface: row.surface,
    customer: row.customer,
    userId: row.user_id,
    region: row.region,
    platform: row.platform,
    plan: row.plan,
    note: row.note,
  }));
}
