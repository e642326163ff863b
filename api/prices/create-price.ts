import type { z } from "@hono/zod-openapi";
import { insertPrice } from "../../db/postgres/management/prices.ts";
import type { PriceRow, priceInput } from "../contract/prices.ts";
import { invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { readDateOrInstant } from "../http/date-or-instant.ts";
import { changeConfig, recordChange } from "../http/record-change.ts";
import { showPrice } from "./show-price.ts";

/** Adds a version to the workspace's price book; a date means its start in UTC. */
export async function createPrice(
  ctx: CallContext,
  input: z.output<typeof priceInput>,
): Promise<PriceRow> {
  const validFrom = new Date(readDateOrInstant(input.valid_from, "valid_from", "UTC"));
  const validTo =
    input.valid_to == null ? null : new Date(readDateOrInstant(input.valid_to, "valid_to", "UTC"));
  if (validTo !== null && validTo.getTime() <= validFrom.getTime()) {
    throw invalidField("valid_to", "must lie after valid_from");
  }
  const row = await changeConfig(ctx, async (tx) => {
    const inserted = await insertPrice(tx, {
      id: ctx.newId(),
      workspaceId: ctx.workspaceId,
      provider: input.provider,
      model: input.model,
      unit: input.unit,
      conditions: input.conditions,
      amount: input.amount,
      currency: input.currency,
      validFrom,
      validTo,
      source: input.source ?? null,
      createdAt: new Date(ctx.nowMs),
      createdBy: ctx.caller.name,
    });
    await recordChange(ctx, tx, {
      action: "price.create",
      target: inserted.id,
      detail: {
        model: input.model,
        unit: input.unit,
        amount: input.amount,
        currency: input.currency,
      },
    });
    return inserted;
  });
  return showPrice(row);
}
