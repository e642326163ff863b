import type { z } from "@hono/zod-openapi";
import { liveQuotaRules } from "../../db/postgres/management/quota-rules.ts";
import { NONE } from "../../domain/attribution-fields.ts";
import { breakEven, DAYS_PER_MONTH, marginAt } from "../../domain/economics/break-even.ts";
import { monthlyLimit } from "../../domain/economics/monthly-limit.ts";
import { each, type Ratio } from "../../domain/economics/ratio.ts";
import type { Spent } from "../../domain/economics/spent.ts";
import { divideRounded, formatNano, parseNano, type Nano } from "../../domain/money.ts";
import type { QuotaParty } from "../../domain/quota/applicable-rules.ts";
import type { QuotaRule } from "../../domain/quota/rule.ts";
import { quotaRuleOf } from "../../domain/quota/stored-quotas.ts";
import { NO_SPENT, plusSpent } from "../../domain/economics/spent.ts";
import type { BreakEvenAnswer, BreakEvenRow, breakEvenQuery } from "../contract/break-even.ts";
import type { CallContext } from "../http/call-context.ts";
import { spendByGroup } from "../margin/spend-by-group.ts";
import { earnedRevenue } from "./earned.ts";
import { openEconomicsQuestion } from "./economics-question.ts";
import { showLedgerContext, shown, showRatio } from "./show-figures.ts";

type Query = z.output<typeof breakEvenQuery>;

/** How many clips a subscriber's month pays, and what the limits in force let one generate. */
export async function breakEvenOf(ctx: CallContext, query: Query): Promise<BreakEvenAnswer> {
  const { by } = query;
  const question = await openEconomicsQuestion(ctx, query);
  const spent = await spendByGroup(ctx, question, by);
  const earned = await earnedRevenue(ctx, question, by);
  const stored = await liveQuotaRules(ctx.deps.pg.drizzle, ctx.workspaceId);
  const rules = stored.map(quotaRuleOf);
  const days = question.days.end - question.days.first;
  const named = [...earned.groups.keys()].filter((group) => group !== NONE);
  const rows = [...new Set([...spent.keys(), ...named])].map((value) => ({
    value,
    group: spent.get(value) ?? NO_SPENT,
  }));
  const data = rows.toSorted(bySpend).map(({ value, group }) => {
    const users = question.revenueKnown ? (earned.groups.get(value) ?? NOBODY) : null;
    const monthly = monthlyRevenue(users, days);
    return rowOf(value, group, { monthly, rules, party: partyOf(by, value), query });
  });
  return {
    ...showLedgerContext(question, [...spent.values()].reduce<Spent>(plusSpent, NO_SPENT)),
    by,
    revenue_reason: question.revenueKnown ? null : "filter_without_revenue",
    days_per_month: DAYS_PER_MONTH,
    data,
  };
}

const NOBODY: ReadonlyMap<string, Nano> = new Map();

type Row = { readonly value: string; readonly group: Spent };

function bySpend(a: Row, b: Row): number {
  if (a.group.spend !== b.group.spend) return a.group.spend > b.group.spend ? -1 : 1;
  return a.value < b.value ? -1 : 1;
}

/** Recognised revenue of each paying user in thirty days. */
function monthlyRevenue(users: ReadonlyMap<string, Nano> | null, days: number): Ratio {
  if (users === null) return each(null, 0);
  const paid = [...users].filter(([user, amount]) => user !== NONE && amount > 0n);
  if (paid.length === 0) return each(0n, 0);
  const sum = paid.reduce((total, [, amount]) => total + amount, 0n);
  const value = divideRounded(sum * BigInt(DAYS_PER_MONTH), BigInt(days * paid.length));
  return { value, per: paid.length, reason: null };
}

function rowOf(
  value: string,
  spent: Spent,
  by: { monthly: Ratio; rules: readonly QuotaRule[]; party: QuotaParty; query: Query },
): BreakEvenRow {
  const cost = each(spent.spend, spent.priced);
  const price = by.query.price === undefined ? by.monthly.value : parseNano(by.query.price);
  const even = breakEven(price, cost.value);
  const given = by.query.clips_allowed;
  const limit = given === undefined ? monthlyLimit(by.rules, by.party) : null;
  const allowed = given === undefined ? (limit?.clips ?? null) : BigInt(given);
  const clips = even.kind === "clips" ? even : null;
  return {
    value,
    generations: spent.generations,
    cost_per_clip: showRatio(cost),
    paying_users: by.monthly.per,
    revenue_per_paying_user: showRatio(by.monthly),
    price: shown(price),
    covered_clips: clips === null ? null : Number(clips.covered),
    first_loss_clip: clips === null ? null : Number(clips.firstLoss),
    reason: even.kind === "none" ? even.reason : null,
    clips_allowed: allowed === null ? null : Number(allowed),
    limit_rule: limit === null ? null : { id: limit.rule.id, name: limit.rule.name },
    margin_at_limit:
      price === null || cost.value === null || allowed === null
        ? null
        : formatNano(marginAt(price, cost.value, allowed)),
  };
}

/** Anyone of a plan, or who uses a feature, as rules see one of whom nothing else is known. */
function partyOf(by: "plan" | "feature", value: string): QuotaParty {
  const nobody = {
    feature: NONE,
    user: NONE,
    customer: NONE,
    surface: NONE,
    region: NONE,
    platform: NONE,
    plan: NONE,
    tags: {},
  };
  return { attribution: { ...nobody, [by]: value }, keyId: "" };
}
