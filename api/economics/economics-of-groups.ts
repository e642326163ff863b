import { NONE } from "../../domain/attribution-fields.ts";
import { carriesRevenue, type Dimension } from "../../domain/dimensions.ts";
import { NO_SPENT } from "../../domain/economics/spent.ts";
import { unitEconomics, type UnitEconomics } from "../../domain/economics/unit-economics.ts";
import type { AllocationRule } from "../../domain/finance/allocation.ts";
import {
  composeMargin,
  NO_GROUP_FIGURES,
  type GroupFigures,
  type MarginReport,
} from "../../domain/finance/margin.ts";
import type { CallContext } from "../http/call-context.ts";
import { earnedRevenue, type Earned } from "./earned.ts";
import type { EconomicsQuestion } from "./economics-question.ts";
import { paidIn, wholeOf, type Whole } from "./whole.ts";

/** A group and its figures. */
export interface EconomicsGroup {
  readonly value: string;
  readonly figures: UnitEconomics;
}

/** A question's groups, and all of them together. */
export interface GroupEconomics {
  readonly rows: readonly EconomicsGroup[];
  readonly whole: Whole;
  readonly report: MarginReport;
  readonly earned: Earned;
}

/** What the clips of each group cost and earn, those of payers apart. */
export async function economicsOfGroups(
  ctx: CallContext,
  question: EconomicsQuestion,
  by: Dimension,
  rule: AllocationRule,
): Promise<GroupEconomics> {
  const carried = carriesRevenue(by) ? by : null;
  const earned = await earnedRevenue(ctx, question, carried);
  const whole = await wholeOf(ctx, question, by, earned);
  const report = composeMargin(figuresOf(whole, earned), rule, new Map());
  const known = question.revenueKnown;
  const direct = known && carried !== null;
  const rows = report.rows.map(({ group, revenue, allocated }) => ({
    value: group,
    figures: unitEconomics({
      spent: whole.spent.get(group) ?? NO_SPENT,
      direct: direct ? revenue : null,
      allocated: known && (direct || rule !== "none") ? allocated : null,
      activeUsers: whole.users.groups.get(group) ?? 0,
      payers: {
        spent: whole.spentByPayers.get(group) ?? NO_SPENT,
        activeUsers: whole.payingUsers.groups.get(group) ?? 0,
        // What names no group is nobody's direct revenue.
        revenue: direct ? paidIn(earned, group === NONE ? [] : [group]) : null,
      },
    }),
  }));
  return { rows, whole, report, earned };
}

function figuresOf({ spent }: Whole, { groups }: Earned): Map<string, GroupFigures> {
  const figures = new Map<string, GroupFigures>();
  for (const [group, each] of spent) figures.set(group, { ...each, revenue: 0n });
  for (const [group, users] of groups) {
    const revenue = [...users.values()].reduce((sum, amount) => sum + amount, 0n);
    figures.set(group, { ...(figures.get(group) ?? NO_GROUP_FIGURES), revenue });
  }
  return figures;
}
