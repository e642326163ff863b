import { and, desc, eq, isNull, lt } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { stripeConnections } from "../schema/stripe.ts";

type Row = typeof stripeConnections.$inferSelect;

/** Without the sealed secrets: nothing that lists or shows connections ever holds them. */
export type StripeConnectionRecord = Omit<Row, "secretSealed" | "previousSecretSealed">;
/** With them, for the door through which the events come. */
export type SealedStripeConnection = Row;
export type NewStripeConnection = typeof stripeConnections.$inferInsert;
export type StripeConnectionChange = Partial<
  Omit<NewStripeConnection, "id" | "workspaceId" | "createdAt">
>;

export async function insertStripeConnection(
  tx: Transaction,
  connection: NewStripeConnection,
): Promise<StripeConnectionRecord> {
  const [row] = await tx.insert(stripeConnections).values(connection).returning();
  if (row === undefined) throw new Error("a connection was not inserted");
  return withoutSecrets(row);
}

/** A workspace's connections that are not deleted, newest first. */
export async function listStripeConnections(
  db: Database,
  workspaceId: string,
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly StripeConnectionRecord[]> {
  const rows = await db
    .select()
    .from(stripeConnections)
    .where(
      and(
        eq(stripeConnections.workspaceId, workspaceId),
        isNull(stripeConnections.deletedAt),
        page.afterId === null ? undefined : lt(stripeConnections.id, page.afterId),
      ),
    )
    .orderBy(desc(stripeConnections.id))
    .limit(page.limit);
  return rows.map(withoutSecrets);
}

/** A connection of this workspace that is not deleted, with its row locked until the end; null when there is none. */
export async function lockStripeConnection(
  tx: Transaction,
  workspaceId: string,
  id: string,
): Promise<SealedStripeConnection | null> {
  const [row] = await tx
    .select()
    .from(stripeConnections)
    .where(
      and(
        eq(stripeConnections.workspaceId, workspaceId),
        eq(stripeConnections.id, id),
        isNull(stripeConnections.deletedAt),
      ),
    )
    .for("update");
  return row ?? null;
}

/** The connection that an address belongs to, whosever it is: the signature says who may use it. */
export async function findStripeConnection(
  db: Database,
  id: string,
): Promise<SealedStripeConnection | null> {
  const [row] = await db
    .select()
    .from(stripeConnections)
    .where(and(eq(stripeConnections.id, id), isNull(stripeConnections.deletedAt)))
    .limit(1);
  return row ?? null;
}

/** Changes a locked connection. */
export async function updateStripeConnection(
  tx: Transaction,
  id: string,
  change: StripeConnectionChange,
): Promise<StripeConnectionRecord> {
  const [row] = await tx
    .update(stripeConnections)
    .set(change)
    .where(eq(stripeConnections.id, id))
    .returning();
  if (row === undefined) throw new Error("a locked connection is gone");
  return withoutSecrets(row);
}

function withoutSecrets(row: Row): StripeConnectionRecord {
  const { secretSealed: _secret, previousSecretSealed: _previous, ...rest } = row;
  return rest;
}
