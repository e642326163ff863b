import type { z } from "@hono/zod-openapi";
import type { Transaction } from "../../db/postgres/client.ts";
import { lockPrices, ownPrices, type PriceRecord } from "../../db/postgres/management/prices.ts";
import type { priceInput } from "../contract/prices.ts";
import type { CallContext } from "../http/call-context.ts";
import { planImport } from "./plan-import.ts";
import { priceContent } from "./price-content.ts";
import { recordsOf } from "./records-of.ts";

/**
 * Prices as they would stand in the workspace's book if they were written now, in their order; those that the book says
 * already are left out. Holds the book's lock until the transaction ends.
 * @throws ApiError naming a faulty date, such as `prices[0].valid_from`.
 */
export async function proposePrices(
  ctx: CallContext,
  tx: Transaction,
  prices: readonly z.output<typeof priceInput>[],
): Promise<readonly PriceRecord[]> {
  if (prices.length === 0) return [];
  const rows = prices.map((price, index) => ({
    own: true,
    content: priceContent(price, (member) => `prices[${index}].${member}`),
  }));
  await lockPrices(tx, ctx.workspaceId);
  const providers = new Set(rows.map((row) => row.content.provider));
  const own = await ownPrices(tx, ctx.workspaceId, [...providers]);
  return recordsOf(ctx, planImport(rows, own, ctx.nowMs));
}
