import type { z } from "@hono/zod-openapi";
import { each } from "../../domain/economics/ratio.ts";
import { scaleTo } from "../../domain/economics/scale.ts";
import { NO_SPENT, plusSpent, type Spent } from "../../domain/economics/spent.ts";
import { formatNano, parseNano } from "../../domain/money.ts";
import type { ScaleAnswer, scaleQuery } from "../contract/break-even.ts";
import type { CallContext } from "../http/call-context.ts";
import { spendByGroup } from "../margin/spend-by-group.ts";
import { openEconomicsQuestion } from "./economics-question.ts";
import { showLedgerContext, shown } from "./show-figures.ts";

/** What an audience would cost in a day, at the period's cost per clip or a given one. */
export async function scale(
  ctx: CallContext,
  query: z.output<typeof scaleQuery>,
): Promise<ScaleAnswer> {
  const cost = await costPerClip(ctx, query);
  const audience = {
    users: BigInt(query.users),
    share: parseNano(query.share),
    clipsPerWeek: parseNano(query.clips_per_week),
  };
  const scaled = scaleTo(audience, cost.value ?? 0n);
  return {
    currency: cost.period?.currency ?? query.currency ?? ctx.deps.currency,
    users: audience.users.toString(),
    share: formatNano(audience.share),
    clips_per_week: formatNano(audience.clipsPerWeek),
    cost_per_clip: { value: shown(cost.value), given: cost.period === null, per: cost.per },
    clips_per_day: formatNano(scaled.clipsPerDay),
    spend_per_day: cost.value === null ? null : formatNano(scaled.spendPerDay),
    period: cost.period,
  };
}

async function costPerClip(ctx: CallContext, query: z.output<typeof scaleQuery>) {
  if (query.cost_per_clip !== undefined) {
    return { value: parseNano(query.cost_per_clip), per: 1, period: null };
  }
  const question = await openEconomicsQuestion(ctx, query);
  const groups = await spendByGroup(ctx, question, "plan");
  const spent = [...groups.values()].reduce<Spent>(plusSpent, NO_SPENT);
  const { value, per } = each(spent.spend, spent.priced);
  return { value, per, period: showLedgerContext(question, spent) };
}
