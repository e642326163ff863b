import type { z } from "@hono/zod-openapi";
import { composeMargin, NO_GROUP_FIGURES, type GroupFigures } from "../../domain/finance/margin.ts";
import { parseNano } from "../../domain/money.ts";
import { WEIGHT_PREFIX, type MarginAnswer, type marginQuery } from "../contract/margin.ts";
import type { CallContext } from "../http/call-context.ts";
import { openLedgerQuestion } from "./ledger-question.ts";
import { LEDGER_LIMITS, type LedgerLimits } from "./recognised-entries.ts";
import { revenueByGroup } from "./revenue-by-group.ts";
import { showMargin } from "./show-margin.ts";
import { spendByGroup } from "./spend-by-group.ts";

/** Spend against recognised revenue for each group, in one currency, revenue without a group spread by a rule. */
export async function margin(
  ctx: CallContext,
  query: z.output<typeof marginQuery>,
  limits: LedgerLimits = LEDGER_LIMITS,
): Promise<MarginAnswer> {
  const question = { ...(await openLedgerQuestion(ctx, query)), by: query.by };
  const groups = new Map<string, GroupFigures>();
  for (const [group, spent] of await spendByGroup(ctx, question, query.by)) {
    groups.set(group, { ...spent, revenue: 0n });
  }
  const earned = await revenueByGroup(ctx, question, limits);
  for (const [group, revenue] of earned.groups) {
    groups.set(group, { ...(groups.get(group) ?? NO_GROUP_FIGURES), revenue });
  }
  const report = composeMargin(groups, query.rule, weightsOf(query));
  return showMargin(report, { question, rule: query.rule, entries: earned.entries });
}

function weightsOf(query: Readonly<Record<string, unknown>>): Map<string, bigint> {
  return new Map(
    Object.entries(query).flatMap(([name, value]) =>
      name.startsWith(WEIGHT_PREFIX) && typeof value === "string"
        ? [[name.slice(WEIGHT_PREFIX.length), parseNano(value)] as const]
        : [],
    ),
  );
}
