import { and, eq, inArray, sql } from "drizzle-orm";
import type { StripeFacts, StripeKind } from "../../../domain/stripe/stripe-facts.ts";
import type { Transaction } from "../client.ts";
import { stripeLinks, stripeObjects } from "../schema/stripe.ts";

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

/** The objects, of one kind or of any, that have one of these links. */
export async function findLinkedStripeObjects(
  tx: Transaction,
  connectionId: string,
  links: readonly string[],
  kind: StripeKind | null = null,
): Promise<readonly StripeFacts[]> {
  if (links.length === 0) return [];
  const rows = await tx
    .selectDistinctOn([stripeObjects.objectId, stripeObjects.kind], { facts: stripeObjects.facts })
    .from(stripeLinks)
    .innerJoin(
      stripeObjects,
      and(
        eq(stripeObjects.connectionId, stripeLinks.connectionId),
        eq(stripeObjects.objectId, stripeLinks.objectId),
        eq(stripeObjects.kind, stripeLinks.kind),
      ),
    )
    .where(
      and(
        eq(stripeLinks.connectionId, connectionId),
        inArray(stripeLinks.link, [...links]),
        kind === null ? undefined : eq(stripeLinks.kind, kind),
      ),
    );
  return rows.map(({ facts }) => facts);
}

/** Keeps the merged facts of objects, and by which links they are found; a link that an object lost leads to it still. */
export async function keepStripeObjects(
  tx: Transaction,
  owner: { readonly workspaceId: string; readonly connectionId: string },
  objects: readonly { readonly links: readonly string[]; readonly facts: StripeFacts }[],
  at: Date,
): Promise<void> {
  if (objects.length === 0) return;
  const rows = objects.map(({ facts }) => ({
    ...owner,
    kind: facts.kind,
    objectId: facts.id,
    facts,
    updatedAt: at,
  }));
  await tx
    .insert(stripeObjects)
    .values(rows)
    .onConflictDoUpdate({
      target: [stripeObjects.connectionId, stripeObjects.objectId, stripeObjects.kind],
      set: { facts: sql`excluded.facts`, updatedAt: sql`excluded.updated_at` },
    });
  const { connectionId } = owner;
  await tx
    .insert(stripeLinks)
    .values(
      objects.flatMap(({ links, facts: { kind, id: objectId } }) =>
        links.map((link) => ({ connectionId, link, objectId, kind })),
      ),
    )
    .onConflictDoNothing();
}
