import type { z } from "@hono/zod-openapi";
import { insertPrice } from "../../db/postgres/management/prices.ts";
import type { PriceRow, priceInput } from "../contract/prices.ts";
import type { CallContext } from "../http/call-context.ts";
import { changeConfig, recordChange } from "../http/record-change.ts";
import { priceContent } from "./price-content.ts";
import { priceCreated } from "./price-created.ts";
import { showPrice } from "./show-price.ts";

/** Adds a version to the workspace's price book; a date means its start in UTC. */
export async function createPrice(
  ctx: CallContext,
  input: z.output<typeof priceInput>,
): Promise<PriceRow> {
  const content = priceContent(input, (member) => member);
  const row = await changeConfig(ctx, async (tx) => {
    const inserted = await insertPrice(tx, {
      id: ctx.newId(),
      workspaceId: ctx.workspaceId,
      ...content,
      createdAt: new Date(ctx.nowMs),
      createdBy: ctx.caller.name,
    });
    await recordChange(ctx, tx, priceCreated(inserted));
    return inserted;
  });
  return showPrice(row);
}
