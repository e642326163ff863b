import { NONE } from "../../domain/attribution-fields.ts";
import { attribute } from "../../domain/stripe/attribute.ts";
import { stableText } from "../../domain/stripe/stable-text.ts";
import type { StripeSubscription } from "../../domain/stripe/stripe-facts.ts";
import type { StripeSettings } from "../../domain/stripe/stripe-settings.ts";
import type { Transaction } from "../../db/postgres/client.ts";
import {
  findSubscriptions,
  insertSubscription,
  replaceSubscription,
  type SubscriptionRecord,
} from "../../db/postgres/management/subscriptions.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { refuseTooLarge, storable } from "./entry-content.ts";

/** Writes subscriptions as they are now; one that says what it said is left alone. @returns how many were written. */
export async function storeSubscriptions(
  ctx: CallContext,
  tx: Transaction,
  all: readonly StripeSubscription[],
  settings: StripeSettings,
): Promise<number> {
  const known = await findSubscriptions(
    tx,
    ctx.workspaceId,
    all.map(({ id }) => id),
  );
  const now = new Date(ctx.nowMs);
  let written = 0;
  for (const facts of all) {
    refuseTooLarge(facts.id, facts.amount);
    const content = contentOf(facts, settings);
    const row = known.get(facts.id);
    if (row !== undefined && says(row, content)) continue;
    const id = row?.id ?? ctx.newId();
    if (row === undefined) {
      const owned = { id, workspaceId: ctx.workspaceId, externalId: facts.id };
      await insertSubscription(tx, { ...owned, ...content, createdAt: now, updatedAt: now });
    } else {
      await replaceSubscription(tx, id, row.version + 1, { ...content, updatedAt: now });
    }
    const { plan, status } = content;
    const detail = { external_id: facts.id, plan, status };
    await recordChange(ctx, tx, { action: "subscription.write", target: id, detail });
    written += 1;
  }
  return written;
}

type Content = ReturnType<typeof contentOf>;

function contentOf(facts: StripeSubscription, settings: StripeSettings) {
  const { price, product, customer, metadata, period } = facts;
  const who = storable(attribute({ price, product, customer, metadata: [metadata] }, settings));
  const at = (seconds: number | null) => (seconds === null ? null : new Date(seconds * 1_000));
  return {
    customer: who.customer ?? NONE,
    userId: who.user ?? NONE,
    plan: who.plan ?? NONE,
    status: facts.status,
    quantity: facts.quantity,
    periodFrom: at(period?.start ?? null),
    periodTo: at(period?.end ?? null),
    interval: facts.interval,
    amount: facts.amount,
    currency: facts.currency,
    startedAt: new Date(facts.startedAt * 1_000),
    cancelledAt: at(facts.cancelledAt),
    endedAt: at(facts.endedAt),
    source: "stripe",
  };
}

function says(row: SubscriptionRecord, content: Content): boolean {
  const present = Object.fromEntries(
    Object.keys(content).map((name) => [name, row[name as keyof Content]]),
  );
  return stableText(present) === stableText(content);
}
