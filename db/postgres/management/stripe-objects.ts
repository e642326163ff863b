import { and, arrayOverlaps, eq, inArray, sql } from "drizzle-orm";
import type { StripeFacts, StripeKind } from "../../../domain/stripe/stripe-facts.ts";
import type { Database, Transaction } from "../client.ts";
import { stripeObjects } from "../schema/stripe.ts";

/** The known facts of these objects, whatever their kind. */
export async function findStripeObjects(
  tx: Transaction,
  connectionId: string,
  objectIds: readonly string[],
): Promise<readonly StripeFacts[]> {
  if (objectIds.length === 0) return [];
  const rows = await tx
    .select({ facts: stripeObjects.facts })
    .from(stripeObjects)
    .where(
      and(
        eq(stripeObjects.connectionId, connectionId),
        inArray(stripeObjects.objectId, [...objectIds]),
      ),
    );
  return rows.map(({ facts }) => facts);
}

export interface LinkedFacts {
  readonly links: readonly string[];
  readonly facts: StripeFacts;
}

/** The objects, of one kind or of any, that have one of these links. */
export async function findLinkedStripeObjects(
  tx: Transaction,
  connectionId: string,
  links: readonly string[],
  kind: StripeKind | null = null,
): Promise<readonly LinkedFacts[]> {
  if (links.length === 0) return [];
  return tx
    .select({ links: stripeObjects.links, facts: stripeObjects.facts })
    .from(stripeObjects)
    .where(
      and(
        eq(stripeObjects.connectionId, connectionId),
        arrayOverlaps(stripeObjects.links, [...links]),
        kind === null ? undefined : eq(stripeObjects.kind, kind),
      ),
    );
}

/** Keeps the merged facts of objects. */
export async function keepStripeObjects(
  tx: Transaction,
  owner: { readonly workspaceId: string; readonly connectionId: string },
  objects: readonly LinkedFacts[],
  at: Date,
): Promise<void> {
  if (objects.length === 0) return;
  const rows = objects.map(({ links, facts }) => ({
    ...owner,
    kind: facts.kind,
    objectId: facts.id,
    links: [...links],
    facts,
    updatedAt: at,
  }));
  await tx
    .insert(stripeObjects)
    .values(rows)
    .onConflictDoUpdate({
      target: [stripeObjects.connectionId, stripeObjects.kind, stripeObjects.objectId],
      set: {
        links: sql`excluded.links`,
        facts: sql`excluded.facts`,
        updatedAt: sql`excluded.updated_at`,
      },
    });
}

/** Prices of the workspace's Stripe invoices and subscriptions, by connection, up to `most` of them. */
export async function seenStripePrices(
  db: Database,
  workspaceId: string,
  most: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db.execute<{ connection_id: string; price: string }>(sql`
    select distinct connection_id, price from (
      select connection_id, jsonb_array_elements(facts -> 'lines') ->> 'price' as price
      from stripe_objects where workspace_id = ${workspaceId} and kind = 'invoice'
      union all
      select connection_id, facts ->> 'price' from stripe_objects
      where workspace_id = ${workspaceId} and kind = 'subscription') as seen
    where price is not null order by connection_id, price limit ${most}`);
  const prices = new Map<string, string[]>();
  for (const row of rows) {
    prices.set(row.connection_id, [...(prices.get(row.connection_id) ?? []), row.price]);
  }
  return prices;
}
