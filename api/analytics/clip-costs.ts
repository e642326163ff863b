import type { z } from "@hono/zod-openapi";
import { clipCostsQuery as clipCostsSql } from "../../db/clickhouse/queries/clip-costs.ts";
import { COST_EDGES, costBins } from "../../domain/economics/cost-bins.ts";
import { formatNano, parseNano } from "../../domain/money.ts";
import type { clipCostsQuery } from "../contract/analytics-query.ts";
import type { ClipCostsAnswer } from "../contract/clip-costs.ts";
import type { CallContext } from "../http/call-context.ts";
import { askStore } from "./ask-store.ts";
import { contextOf, openQuestion } from "./open-question.ts";

/** What single clips cost: how many at which cost, and what most of them stay below. */
export async function clipCosts(
  ctx: CallContext,
  query: z.output<typeof clipCostsQuery>,
): Promise<ClipCostsAnswer> {
  const question = await openQuestion(ctx, query, "none");
  const [context, rows] = await Promise.all([
    contextOf(ctx, question),
    askStore(ctx.deps.ch, clipCostsSql(question.scope, COST_EDGES)),
  ]);
  const whole = rows.find((row) => row.whole && row.clips > 0);
  const counted = rows
    .filter((row) => !row.whole && row.bin >= 0)
    .map(({ bin, clips, spend }) => ({ bin, clips, spend: parseNano(spend) }));
  const show = (decimal: string | undefined) =>
    decimal === undefined ? null : formatNano(parseNano(decimal));
  const [p50, p90, p99] = whole?.quantiles ?? [];
  return {
    ...context,
    clips: whole?.clips ?? 0,
    spend: formatNano(parseNano(whole?.spend ?? "0")),
    free: rows.find((row) => !row.whole && row.bin < 0)?.clips ?? 0,
    lowest: show(whole?.lowest),
    highest: show(whole?.highest),
    p50: show(p50),
    p90: show(p90),
    p99: show(p99),
    bins: costBins(counted).map(({ from, to, clips, spend }) => ({
      from: formatNano(from),
      to: formatNano(to),
      clips,
      spend: formatNano(spend),
    })),
  };
}
