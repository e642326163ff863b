import { and, desc, eq, inArray, lt, sql } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { subscriptions } from "../schema/stripe.ts";

export type SubscriptionRecord = typeof subscriptions.$inferSelect;
export type NewSubscription = typeof subscriptions.$inferInsert;

/** The workspace's subscriptions with these external ids. */
export async function findSubscriptions(
  tx: Transaction,
  workspaceId: string,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, SubscriptionRecord>> {
  if (externalIds.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.workspaceId, workspaceId),
        inArray(subscriptions.externalId, [...externalIds]),
      ),
    );
  return new Map(rows.map((row) => [row.externalId, row]));
}

export async function insertSubscription(tx: Transaction, row: NewSubscription): Promise<void> {
  await tx.insert(subscriptions).values(row);
}

/** Writes the next version of a subscription. */
export async function replaceSubscription(
  tx: Transaction,
  id: string,
  version: number,
  change: Partial<NewSubscription>,
): Promise<void> {
  await tx
    .update(subscriptions)
    .set({ ...change, version })
    .where(eq(subscriptions.id, id));
}

export interface SubscriptionFilter {
  readonly plan: readonly string[];
  readonly status: readonly string[];
  readonly user: readonly string[];
  readonly customer: readonly string[];
}

/** A workspace's subscriptions, the last to become known first. */
export async function listSubscriptions(
  db: Database,
  workspaceId: string,
  filter: SubscriptionFilter,
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly SubscriptionRecord[]> {
  const oneOf = (
    column: (typeof subscriptions)["plan" | "status" | "userId" | "customer"],
    values: readonly string[],
  ) => (values.length === 0 ? undefined : inArray(column, [...values]));
  return db
    .select()
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.workspaceId, workspaceId),
        oneOf(subscriptions.plan, filter.plan),
        oneOf(subscriptions.status, filter.status),
        oneOf(subscriptions.userId, filter.user),
        oneOf(subscriptions.customer, filter.customer),
        page.afterId === null ? undefined : lt(subscriptions.id, sql`${page.afterId}::uuid`),
      ),
    )
    .orderBy(desc(subscriptions.id))
    .limit(page.limit);
}
