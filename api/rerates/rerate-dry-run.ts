import { isoPeriod } from "../analytics/open-question.ts";
import type { RerateDryRun, RerateInput } from "../contract/rerates.ts";
import type { CallContext } from "../http/call-context.ts";
import { closedMonthsWithin } from "../margin/closed-months-within.ts";
import { openBooks } from "../margin/open-books.ts";
import { proposePrices } from "../prices/propose-prices.ts";
import { planRerate } from "./plan-rerate.ts";
import { readScope } from "./read-scope.ts";

/** What re-rating would change; nothing is written. @throws ApiError naming the faulty field. */
export async function rerateDryRun(ctx: CallContext, input: RerateInput): Promise<RerateDryRun> {
  const asked = await readScope(ctx, input);
  const proposed = await ctx.deps.pg.drizzle.transaction((tx) =>
    proposePrices(ctx, tx, input.prices),
  );
  const { diff } = await planRerate(ctx, asked, proposed);
  return {
    ...isoPeriod(asked.scope),
    timezone: asked.timeZone,
    diff,
    closed_months: closedMonthsWithin(await openBooks(ctx), asked.scope),
    took_ms: Math.max(0, ctx.deps.clock() - ctx.nowMs),
  };
}
