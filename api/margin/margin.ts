import type { z } from "@hono/zod-openapi";
import { composeMargin, NO_GROUP_FIGURES } from "../../domain/finance/margin.ts";
import { parseNano } from "../../domain/money.ts";
import { WEIGHT_PREFIX, type MarginAnswer, type marginQuery } from "../contract/margin.ts";
import type { CallContext } from "../http/call-context.ts";
import { corrections } from "./corrections.ts";
import { openLedgerQuestion, type LedgerQuestion } from "./ledger-question.ts";
import type { MarginQuestion } from "./margin-question.ts";
import { LEDGER_LIMITS, type LedgerLimits } from "./recognised-entries.ts";
import { revenueByGroup } from "./revenue-by-group.ts";
import { showMargin } from "./show-margin.ts";
import { spendAsBooked } from "./spend-as-booked.ts";

/** Spend against recognised revenue for each group, in one currency, revenue without a group spread by a rule. */
export async function margin(
  ctx: CallContext,
  query: z.output<typeof marginQuery>,
  limits: LedgerLimits = LEDGER_LIMITS,
): Promise<MarginAnswer> {
  const ledger = await openLedgerQuestion(ctx, query);
  const unfrozen = unfrozenWhy(query.live === "true", ledger);
  const question: MarginQuestion = { ...ledger, by: query.by, unfrozen };

  const groups = await spendAsBooked(ctx, question);
  const earned = await revenueByGroup(ctx, question, limits);
  for (const [group, revenue] of earned.groups) {
    groups.set(group, { ...(groups.get(group) ?? NO_GROUP_FIGURES), revenue });
  }
  const report = composeMargin(groups, query.rule, weightsOf(query));
  return showMargin(report, {
    question,
    rule: query.rule,
    entries: earned.entries,
    corrections: await corrections(ctx, question, limits),
  });
}

/** Months closed in another zone hold other days than those that are asked for. */
function unfrozenWhy(
  live: boolean,
  { books, timeZone }: LedgerQuestion,
): MarginQuestion["unfrozen"] {
  if (books.timeZone === null) return null;
  if (live) return "live";
  return books.timeZone === timeZone ? null : "other_zone";
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
