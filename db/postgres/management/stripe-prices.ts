import { asc, eq } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { stripePrices } from "../schema/stripe.ts";

/** Notes prices that a connection's objects name. */
export async function noteStripePrices(
  tx: Transaction,
  owner: { readonly workspaceId: string; readonly connectionId: string },
  prices: readonly string[],
): Promise<void> {
  if (prices.length === 0) return;
  await tx
    .insert(stripePrices)
    .values(prices.map((price) => ({ ...owner, price })))
    .onConflictDoNothing();
}

/** The prices that were seen, by connection of the workspace, up to `most` of them. */
export async function seenStripePrices(
  db: Database,
  workspaceId: string,
  most: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db
    .select()
    .from(stripePrices)
    .where(eq(stripePrices.workspaceId, workspaceId))
    .orderBy(asc(stripePrices.connectionId), asc(stripePrices.price))
    .limit(most);
  const prices = new Map<string, string[]>();
  for (const { connectionId, price } of rows) {
    prices.set(connectionId, [...(prices.get(connectionId) ?? []), price]);
  }
  return prices;
}
