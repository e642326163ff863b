import { and, desc, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { prices } from "../schema/gateway.ts";

export type PriceRecord = typeof prices.$inferSelect;
export type NewPrice = typeof prices.$inferInsert;

/** Adds a version to the price book. */
export async function insertPrice(tx: Transaction, price: NewPrice): Promise<PriceRecord> {
  const [row] = await tx.insert(prices).values(price).returning();
  if (row === undefined) throw new Error("insert into prices returned no row");
  return row;
}

export interface PriceFilter {
  readonly provider: string | null;
  readonly model: string | null;
  readonly unit: string | null;
  /** True: the workspace's own; false: seeded ones; null: both. */
  readonly own: boolean | null;
}

/** The workspace's own and the seeded versions, latest validity first. */
export async function listPrices(
  db: Database,
  workspaceId: string,
  filter: PriceFilter,
  page: { readonly after: { validFrom: Date; id: string } | null; readonly limit: number },
): Promise<readonly PriceRecord[]> {
  return db
    .select()
    .from(prices)
    .where(
      and(
        or(eq(prices.workspaceId, workspaceId), isNull(prices.workspaceId)),
        filter.provider === null ? undefined : eq(prices.provider, filter.provider),
        filter.model === null ? undefined : eq(prices.model, filter.model),
        filter.unit === null ? undefined : eq(prices.unit, filter.unit),
        filter.own === true ? isNotNull(prices.workspaceId) : undefined,
        filter.own === false ? isNull(prices.workspaceId) : undefined,
        page.after === null
          ? undefined
          : sql`(${prices.validFrom}, ${prices.id}) < (${page.after.validFrom.toISOString()}::timestamptz, ${page.after.id}::uuid)`,
      ),
    )
    .orderBy(desc(prices.validFrom), desc(prices.id))
    .limit(page.limit);
}
