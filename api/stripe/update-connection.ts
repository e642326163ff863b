import type { z } from "@hono/zod-openapi";
import {
  lockStripeConnection,
  updateStripeConnection,
  type SealedStripeConnection,
  type StripeConnectionChange,
} from "../../db/postgres/management/stripe-connections.ts";
import { seenStripePrices } from "../../db/postgres/management/stripe-prices.ts";
import { isUuid } from "../../domain/uuid-v7.ts";
import type { stripeConnectionPatch, StripeConnectionRow } from "../contract/stripe.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { sealedStripeSecret } from "./connection-secrets.ts";
import { metadataKeysOf, pricesOf } from "./connection-settings.ts";
import { MAX_SEEN_PRICES } from "./list-connections.ts";
import { showConnection } from "./show-connection.ts";

type Patch = z.output<typeof stripeConnectionPatch>;

const HOUR_MS = 3_600_000;
/** As long as Stripe itself can keep signing with both. */
const DEFAULT_KEEP_HOURS = 24;

/** Changes what is named and leaves the rest. What is booked stays until its objects are told again. */
export async function updateConnection(
  ctx: CallContext,
  input: { readonly id: string; readonly patch: Patch },
): Promise<StripeConnectionRow> {
  const { id, patch } = input;
  if (!isUuid(id)) throw notFound("Stripe connection");
  const row = await ctx.deps.pg.drizzle.transaction(async (tx) => {
    const present = await lockStripeConnection(tx, ctx.workspaceId, id);
    if (present === null) throw notFound("Stripe connection");
    const changed = await updateStripeConnection(tx, id, changeOf(ctx, present, patch));
    const detail = { name: changed.name, changed: Object.keys(patch) };
    await recordChange(ctx, tx, { action: "stripe_connection.update", target: id, detail });
    return changed;
  });
  const seen = await seenStripePrices(ctx.deps.pg.drizzle, ctx.workspaceId, MAX_SEEN_PRICES);
  return showConnection(ctx, row, seen.get(id) ?? []);
}

function changeOf(
  ctx: CallContext,
  present: SealedStripeConnection,
  patch: Patch,
): StripeConnectionChange {
  const { settings } = present;
  return {
    updatedAt: new Date(ctx.nowMs),
    ...(patch.name === undefined ? {} : { name: patch.name }),
    ...(patch.livemode === undefined ? {} : { livemode: patch.livemode }),
    ...(patch.account === undefined ? {} : { account: patch.account }),
    settings: {
      recognise: patch.recognise ?? settings.recognise,
      metadata: patch.metadata === undefined ? settings.metadata : metadataKeysOf(patch.metadata),
      prices: patch.prices === undefined ? settings.prices : pricesOf(patch.prices),
    },
    ...(patch.webhook_secret === undefined ? {} : rotated(ctx, present, patch.webhook_secret)),
  };

  function rotated(from: CallContext, old: SealedStripeConnection, secret: string) {
    const hours = patch.keep_previous_hours ?? DEFAULT_KEEP_HOURS;
    return {
      ...sealedStripeSecret(from.deps.masterKey, old, secret),
      previousSecretSealed: hours === 0 ? null : old.secretSealed,
      previousValidUntil: hours === 0 ? null : new Date(from.nowMs + hours * HOUR_MS),
    };
  }
}
