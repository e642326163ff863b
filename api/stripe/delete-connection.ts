import {
  lockStripeConnection,
  updateStripeConnection,
} from "../../db/postgres/management/stripe-connections.ts";
import { isUuid } from "../../domain/uuid-v7.ts";
import type { StripeConnectionRow } from "../contract/stripe.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { showConnection } from "./show-connection.ts";

/** Takes no more events of a connection. What it brought stays booked. */
export async function deleteConnection(
  ctx: CallContext,
  input: { readonly id: string },
): Promise<StripeConnectionRow> {
  const { id } = input;
  if (!isUuid(id)) throw notFound("Stripe connection");
  const row = await ctx.deps.pg.drizzle.transaction(async (tx) => {
    const present = await lockStripeConnection(tx, ctx.workspaceId, id);
    if (present === null) throw notFound("Stripe connection");
    const now = new Date(ctx.nowMs);
    const deleted = await updateStripeConnection(tx, id, {
      deletedAt: now,
      updatedAt: now,
      previousSecretSealed: null,
      previousValidUntil: null,
    });
    const detail = { name: present.name };
    await recordChange(ctx, tx, { action: "stripe_connection.delete", target: id, detail });
    return deleted;
  });
  return showConnection(ctx, row, []);
}
