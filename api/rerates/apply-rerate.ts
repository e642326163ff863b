import { ratedCountQuery } from "../../db/clickhouse/queries/rerated.ts";
import { insertPrices, type PriceRecord } from "../../db/postgres/management/prices.ts";
import { insertRerate } from "../../db/postgres/rerates.ts";
import type { Transaction } from "../../db/postgres/client.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { RerateInput, RerateRow } from "../contract/rerates.ts";
import { ApiError } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { changeConfig, recordChange } from "../http/record-change.ts";
import { priceCreated } from "../prices/price-created.ts";
import { proposePrices } from "../prices/propose-prices.ts";
import { planRerate, type PlannedRerate } from "./plan-rerate.ts";
import { readScope, type AskedRerate } from "./read-scope.ts";
import { showRerate } from "./show-rerate.ts";

/**
 * Begins a re-rating, and enters the prices that it proposes, in one transaction; a worker goes on with it in batches.
 * @throws ApiError naming the faulty field, or `conflict` while another one of the workspace is under way.
 */
export async function applyRerate(ctx: CallContext, input: RerateInput): Promise<RerateRow> {
  const { drizzle } = ctx.deps.pg;
  const asked = await readScope(ctx, input);
  const proposed = await drizzle.transaction((tx) => proposePrices(ctx, tx, input.prices));
  const plan = await planRerate(ctx, asked, proposed);
  const total = await totalOf(ctx, asked, plan);
  const begin = async (tx: Transaction) => {
    await enter(ctx, tx, input, proposed);
    return insertBegun(ctx, tx, { input, asked, plan, total });
  };
  const row = await (proposed.length === 0 ? drizzle.transaction(begin) : changeConfig(ctx, begin));
  return showRerate(ctx, row);
}

/** A batch goes through what is priced already too: what it has done itself must not shift its pages. */
async function totalOf(ctx: CallContext, { scope }: AskedRerate, plan: PlannedRerate) {
  if (!scope.unpricedOnly) return plan.diff.looked_at;
  const [counted] = await askStore(ctx.deps.ch, ratedCountQuery(ctx.workspaceId, scope));
  return counted?.generations ?? 0;
}

async function enter(
  ctx: CallContext,
  tx: Transaction,
  input: RerateInput,
  planned: readonly PriceRecord[],
): Promise<void> {
  const proposed = await proposePrices(ctx, tx, input.prices);
  const place = (prices: readonly PriceRecord[]) =>
    prices.map((price) => price.createdAt.getTime()).join();
  if (place(proposed) !== place(planned)) {
    throw new ApiError(
      "conflict",
      "The price book was changed at the same moment: look at the dry run again.",
    );
  }
  await insertPrices(tx, planned);
  await recordChange(ctx, tx, ...planned.map(priceCreated));
}

async function insertBegun(
  ctx: CallContext,
  tx: Transaction,
  begun: {
    readonly input: RerateInput;
    readonly asked: AskedRerate;
    readonly plan: PlannedRerate;
    readonly total: number;
  },
) {
  const { diff, pricesAsOf } = begun.plan;
  const inserted = await insertRerate(tx, {
    id: ctx.newId(),
    workspaceId: ctx.workspaceId,
    state: "applying",
    ...begun.asked,
    pricesAsOf,
    planned: diff,
    total: begun.total,
    createdAt: new Date(ctx.nowMs),
    createdBy: ctx.caller.name,
  });
  if (inserted === null) {
    throw new ApiError(
      "conflict",
      "Another re-rating of this workspace is under way: wait until it is done.",
    );
  }
  const { looked_at, changed, newly_priced, before, after } = diff;
  await recordChange(ctx, tx, {
    action: "price.rerate",
    target: inserted.id,
    detail: {
      scope: begun.input.scope,
      book: begun.asked.book,
      looked_at,
      changed,
      newly_priced,
      before,
      after,
    },
  });
  return inserted;
}
