import { NONE } from "../../domain/attribution-fields.ts";
import { NO_SPENT } from "../../domain/economics/spent.ts";
import { unitEconomics, type UnitEconomics } from "../../domain/economics/unit-economics.ts";
import type { Nano } from "../../domain/money.ts";
import type { CallContext } from "../http/call-context.ts";
import type { Earned } from "./earned.ts";
import type { EconomicsGroup } from "./economics-of-groups.ts";
import type { EconomicsQuestion } from "./economics-question.ts";
import { openLeftOut } from "../margin/left-out-sums.ts";
import { rankUsers, spentOf, type RankedUser } from "./rank-users.ts";

/** A page of users by what they spent, the largest first; one more than the limit where there are more. */
export async function economicsOfUsers(
  ctx: CallContext,
  question: EconomicsQuestion,
  earned: Earned,
  page: { readonly after: RankedUser | null; readonly limit: number },
): Promise<(EconomicsGroup & { readonly rank: Nano })[]> {
  const revenue = revenueOfUsers(earned);
  const ranked = await rankUsers(ctx, question, {
    revenue,
    rankOf: ({ spend }) => spend,
    alone: false,
    ...page,
  });
  const names = ranked.page.map(({ user }) => user);
  const spent = await spentOf(ctx, { ...question, leftOut: openLeftOut() }, names);
  return ranked.page.map(({ user, rank }) => {
    const direct = question.revenueKnown ? (revenue.get(user) ?? 0n) : null;
    const own = spent.get(user) ?? NO_SPENT;
    const activeUsers = user !== NONE && own.generations > 0 ? 1 : 0;
    const pays = earned.payers.has(user);
    const payers = pays
      ? { spent: own, activeUsers, revenue: direct }
      : { spent: NO_SPENT, activeUsers: 0, revenue: direct === null ? null : 0n };
    const figures: UnitEconomics = unitEconomics({
      spent: own,
      direct,
      allocated: question.revenueKnown ? 0n : null,
      activeUsers,
      payers,
    });
    return { value: user, figures, rank };
  });
}

/** What each named user earned under the question's filters; those with nothing left out. */
export function revenueOfUsers({ groups }: Earned): ReadonlyMap<string, Nano> {
  const sums = new Map<string, Nano>();
  for (const users of groups.values()) {
    for (const [user, amount] of users) {
      if (user !== NONE) sums.set(user, (sums.get(user) ?? 0n) + amount);
    }
  }
  return sums;
}
