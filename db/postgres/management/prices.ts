import { and, asc, desc, eq, inArray, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import { ANY_MODEL } from "../../../domain/pricing.ts";
import type { Database, Transaction } from "../client.ts";
import { prices } from "../schema/gateway.ts";
import { workspaces } from "../schema/identity.ts";

export type PriceRecord = typeof prices.$inferSelect;
export type NewPrice = typeof prices.$inferInsert;

/** Adds a version to the price book. */
export async function insertPrice(tx: Transaction, price: NewPrice): Promise<PriceRecord> {
  const [row] = await tx.insert(prices).values(price).returning();
  if (row === undefined) throw new Error("insert into prices returned no row");
  return row;
}

/** Adds versions to the price book, in one statement. */
export async function insertPrices(tx: Transaction, rows: readonly NewPrice[]): Promise<void> {
  if (rows.length > 0) await tx.insert(prices).values([...rows]);
}

/** Serialises the workspace's imports, so that two of the same file can't both add its rows. */
export async function lockPrices(tx: Transaction, workspaceId: string): Promise<void> {
  await tx
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId))
    .for("no key update");
}

/** The workspace's own versions of some providers, in the order in which they were written. */
export async function ownPrices(
  tx: Transaction,
  workspaceId: string,
  providers: readonly string[],
): Promise<readonly PriceRecord[]> {
  if (providers.length === 0) return [];
  return tx
    .select()
    .from(prices)
    .where(and(eq(prices.workspaceId, workspaceId), inArray(prices.provider, [...providers])))
    .orderBy(asc(prices.createdAt), asc(prices.id));
}

/** Every settling version that a workspace sees for a model of a provider, those for any model included. */
export async function pricesOfModel(
  db: Database,
  workspaceId: string,
  of: { readonly provider: string; readonly model: string },
): Promise<readonly PriceRecord[]> {
  return db
    .select()
    .from(prices)
    .where(
      and(
        seenBy(workspaceId),
        isNull(prices.book),
        eq(prices.provider, of.provider),
        inArray(prices.model, [of.model, ANY_MODEL]),
      ),
    );
}

/** A page of the book in the order in which it was written; `after` is the last row of the page before. */
export async function pricesAsWritten(
  db: Database,
  workspaceId: string,
  own: boolean | null,
  page: { readonly after: string | null; readonly limit: number },
): Promise<readonly PriceRecord[]> {
  const { after } = page;
  return db
    .select()
    .from(prices)
    .where(
      and(
        seenBy(workspaceId),
        ownedOrSeeded(own),
        after === null
          ? undefined
          : // The row itself knows its time to the microsecond, a Date does not.
            sql`(${prices.createdAt}, ${prices.id}) > (select p.created_at, p.id from prices p where p.id = ${after}::uuid)`,
      ),
    )
    .orderBy(asc(prices.createdAt), asc(prices.id))
    .limit(page.limit);
}

/** Every version that a workspace sees, of one provider or of all, cost books included; `asOf` leaves out those written later. */
export async function pricesSeen(
  db: Database,
  workspaceId: string,
  provider: string | null,
  asOf: Date | null,
): Promise<readonly PriceRecord[]> {
  return db
    .select()
    .from(prices)
    .where(
      and(
        seenBy(workspaceId),
        provider === null ? undefined : eq(prices.provider, provider),
        asOf === null ? undefined : lte(prices.createdAt, asOf),
      ),
    );
}

function seenBy(workspaceId: string) {
  return or(eq(prices.workspaceId, workspaceId), isNull(prices.workspaceId));
}

function ownedOrSeeded(own: boolean | null) {
  if (own === null) return undefined;
  return own ? isNotNull(prices.workspaceId) : isNull(prices.workspaceId);
}

export interface PriceFilter {
  readonly provider: string | null;
  readonly model: string | null;
  /** A part of the model's name, in any case. */
  readonly search: string | null;
  readonly unit: string | null;
  /** True: the workspace's own; false: seeded ones; null: both. */
  readonly own: boolean | null;
  /** A cost book; null: whichever, and those that settle. */
  readonly book: string | null;
}

/** A version that the workspace sees, or null. */
export async function findPrice(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<PriceRecord | null> {
  const [row] = await db
    .select()
    .from(prices)
    .where(and(seenBy(workspaceId), eq(prices.id, id)))
    .limit(1);
  return row ?? null;
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
        seenBy(workspaceId),
        filter.provider === null ? undefined : eq(prices.provider, filter.provider),
        filter.model === null ? undefined : eq(prices.model, filter.model),
        filter.search === null
          ? undefined
          : sql`strpos(lower(${prices.model}), lower(${filter.search})) > 0`,
        filter.unit === null ? undefined : eq(prices.unit, filter.unit),
        ownedOrSeeded(filter.own),
        filter.book === null ? undefined : eq(prices.book, filter.book),
        page.after === null
          ? undefined
          : sql`(${prices.validFrom}, ${prices.id}) < (${page.after.validFrom.toISOString()}::timestamptz, ${page.after.id}::uuid)`,
      ),
    )
    .orderBy(desc(prices.validFrom), desc(prices.id))
    .limit(page.limit);
}

/** The workspace's cost books by name, with the number of versions that each has. */
export async function listBooks(
  db: Database,
  workspaceId: string,
): Promise<readonly { readonly book: string; readonly prices: number }[]> {
  const { book } = prices;
  const rows = await db
    .select({ book, prices: sql<string>`count(*)` })
    .from(prices)
    .where(and(eq(prices.workspaceId, workspaceId), isNotNull(book)))
    .groupBy(book)
    .orderBy(asc(book));
  return rows.flatMap((row) =>
    row.book === null ? [] : [{ book: row.book, prices: Number(row.prices) }],
  );
}

/** How many versions a workspace sees of each provider, its own and seeded ones apart. */
export async function countByProvider(
  db: Database,
  workspaceId: string,
): Promise<readonly { provider: string; own: number; shipped: number }[]> {
  return db
    .select({
      provider: prices.provider,
      own: sql`count(${prices.workspaceId})`.mapWith(Number),
      shipped: sql`count(*) - count(${prices.workspaceId})`.mapWith(Number),
    })
    .from(prices)
    .where(seenBy(workspaceId))
    .groupBy(prices.provider)
    .orderBy(asc(prices.provider));
}
