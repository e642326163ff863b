import type { z } from "@hono/zod-openapi";
import { insertStripeConnection } from "../../db/postgres/management/stripe-connections.ts";
import type { stripeConnectionInput, StripeConnectionRow } from "../contract/stripe.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { sealedStripeSecret } from "./connection-secrets.ts";
import { metadataKeysOf, pricesOf } from "./connection-settings.ts";
import { showConnection } from "./show-connection.ts";

/** Adds a Stripe account; its answer has the address to enter there. */
export async function createConnection(
  ctx: CallContext,
  input: z.output<typeof stripeConnectionInput>,
): Promise<StripeConnectionRow> {
  const id = ctx.newId();
  const now = new Date(ctx.nowMs);
  const owner = { id, workspaceId: ctx.workspaceId };
  const row = await ctx.deps.pg.drizzle.transaction(async (tx) => {
    const inserted = await insertStripeConnection(tx, {
      ...owner,
      name: input.name,
      livemode: input.livemode ?? null,
      account: input.account ?? null,
      ...sealedStripeSecret(ctx.deps.masterKey, owner, input.webhook_secret),
      settings: {
        recognise: input.recognise,
        metadata: metadataKeysOf(input.metadata),
        prices: pricesOf(input.prices),
      },
      createdAt: now,
      updatedAt: now,
    });
    const { name, livemode, account } = inserted;
    const detail = { name, livemode, account };
    await recordChange(ctx, tx, { action: "stripe_connection.create", target: id, detail });
    return inserted;
  });
  return showConnection(ctx, row, []);
}
