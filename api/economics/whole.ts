import { scopesOfUsers } from "../../db/clickhouse/queries/scope-users.ts";
import type { Dimension } from "../../domain/dimensions.ts";
import { NO_SPENT, plusSpent, type Spent } from "../../domain/economics/spent.ts";
import { unitEconomics, type UnitEconomics } from "../../domain/economics/unit-economics.ts";
import type { Nano } from "../../domain/money.ts";
import type { CallContext } from "../http/call-context.ts";
import { openLeftOut } from "../margin/left-out-sums.ts";
import { spendByGroup, type GroupSpent } from "../margin/spend-by-group.ts";
import { activeUsers, type ActiveUsers } from "./active-users.ts";
import type { Earned } from "./earned.ts";
import type { EconomicsQuestion } from "./economics-question.ts";

/** What all generations of a question came to, for each group, and those of payers among them. */
export interface Whole {
  readonly spent: ReadonlyMap<string, GroupSpent>;
  readonly spentByPayers: ReadonlyMap<string, Spent>;
  readonly users: ActiveUsers;
  readonly payingUsers: ActiveUsers;
  /** Its direct revenue is all that is recognised. */
  readonly totals: UnitEconomics;
}

/** Asks for the spend of a question by a dimension, and once more for that of its payers. */
export async function wholeOf(
  ctx: CallContext,
  question: EconomicsQuestion,
  by: Dimension,
  earned: Earned,
): Promise<Whole> {
  const scopes = scopesOfUsers(earned.payers).map((users) => ({ ...question.scope, users }));
  // What has no rate is counted with the whole, not once more with its part.
  const apart = { ...question, leftOut: openLeftOut() };
  const [spent, spentByPayers, users, payingUsers] = await Promise.all([
    spendByGroup(ctx, question, by),
    spendByGroup(ctx, apart, by, scopes),
    activeUsers(ctx, [question.scope], by),
    activeUsers(ctx, scopes, by),
  ]);
  const known = question.revenueKnown;
  const totals = unitEconomics({
    spent: sumOf(spent),
    direct: known ? earnedIn(earned) : null,
    allocated: null,
    activeUsers: users.whole,
    payers: {
      spent: sumOf(spentByPayers),
      activeUsers: payingUsers.whole,
      revenue: known ? paidIn(earned, earned.groups.keys()) : null,
    },
  });
  return { spent, spentByPayers, users, payingUsers, totals };
}

/** What payers paid in some groups. */
export function paidIn({ groups, payers }: Earned, names: Iterable<string>): Nano {
  let paid = 0n;
  for (const name of names) {
    for (const [user, amount] of groups.get(name) ?? []) if (payers.has(user)) paid += amount;
  }
  return paid;
}

function earnedIn({ groups }: Earned): Nano {
  let sum = 0n;
  for (const users of groups.values()) for (const amount of users.values()) sum += amount;
  return sum;
}

function sumOf(groups: ReadonlyMap<string, Spent>): Spent {
  return [...groups.values()].reduce(plusSpent, NO_SPENT);
}
