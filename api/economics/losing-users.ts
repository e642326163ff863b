import type { z } from "@hono/zod-openapi";
import { userTraitsQuery } from "../../db/clickhouse/queries/user-ranks.ts";
import { scopesOfUsers } from "../../db/clickhouse/queries/scope-users.ts";
import { NO_SPENT } from "../../domain/economics/spent.ts";
import { divideRounded, formatNano, parseNano, type Nano } from "../../domain/money.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { LosingUsersAnswer, losingUsersQuery } from "../contract/losing-users.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage } from "../http/page.ts";
import { earnedRevenue } from "./earned.ts";
import { revenueOfUsers } from "./economics-of-users.ts";
import { openEconomicsQuestion, type EconomicsQuestion } from "./economics-question.ts";
import { openLeftOut } from "../margin/left-out-sums.ts";
import { rankUsers, spentOf, type KnownUser, type RankedUsers } from "./rank-users.ts";
import { showLedgerContext, showMillionths } from "./show-figures.ts";

type Query = z.output<typeof losingUsersQuery>;

/** Users who cost more than they pay, page by page; whoever named no user is nobody. */
export async function losingUsers(ctx: CallContext, query: Query): Promise<LosingUsersAnswer> {
  const question = await openEconomicsQuestion(ctx, query);
  const { cursor: _cursor, limit: _limit, ...asked } = query;
  const list = `losing users ${JSON.stringify([asked, question.scope.range])}`;
  const [rank, user] = positionOf(ctx, list, query, 2) ?? [];
  const earned = await earnedRevenue(ctx, question, "user");
  const revenue = revenueOfUsers(earned);
  const payersOnly = query.payers_only === "true";
  const ranked = await rankUsers(ctx, question, {
    revenue,
    rankOf: (each) => {
      const loses = lossOf(each) > 0n && (!payersOnly || earned.payers.has(each.user));
      if (!loses) return null;
      return query.order === "spend" ? each.spend : lossOf(each);
    },
    alone: true,
    after: rank === undefined || user === undefined ? null : { rank: parseNano(rank), user },
    limit: query.limit,
  });
  const totals = totalsOf(ranked, earned.payers, payersOnly);
  const top = ranked.top.reduce((sum, spend) => sum + spend, 0n);
  const shownUsers = ranked.page.slice(0, query.limit).map((each) => each.user);
  const spent = await spentOf(ctx, { ...question, leftOut: openLeftOut() }, shownUsers);
  const traits = await traitsOf(ctx, question, shownUsers);
  return {
    ...showLedgerContext(question, ranked),
    totals: {
      active_users: ranked.active,
      losing_users: totals.losing,
      losing_payers: totals.losingPayers,
      spend: formatNano(totals.spend),
      revenue: formatNano(totals.revenue),
      loss: formatNano(totals.loss),
    },
    top_percent: {
      users: ranked.top.length,
      spend: formatNano(top),
      share_of_spend: shareOf(top, totals.spend),
    },
    ...toPage(ctx, list, ranked.page, query, {
      show: ({ user: name }) => {
        const own = spent.get(name) ?? NO_SPENT;
        const paid = revenue.get(name) ?? 0n;
        const trait = traits.get(name);
        return {
          user: name,
          plans: trait?.plans ?? [],
          generations: own.generations,
          spend: formatNano(own.spend),
          revenue: formatNano(paid),
          loss: formatNano(own.spend - paid),
          share_of_loss: shareOf(own.spend - paid, totals.loss),
          top_feature: trait?.top_feature ?? null,
        };
      },
      position: (row) => [formatNano(row.rank), row.user],
    }),
  };
}

async function traitsOf(ctx: CallContext, question: EconomicsQuestion, users: readonly string[]) {
  const traits = new Map<string, { plans: string[]; top_feature: string }>();
  for (const each of scopesOfUsers(users)) {
    const scope = { ...question.scope, users: each };
    for (const row of await askStore(ctx.deps.ch, userTraitsQuery(scope)))
      traits.set(row.user, row);
  }
  return traits;
}

function totalsOf(
  { known, unnamed }: RankedUsers,
  payers: ReadonlySet<string>,
  payersOnly: boolean,
) {
  const losing = known.filter((each) => lossOf(each) > 0n);
  const losingPayers = losing.filter((each) => payers.has(each.user));
  const counted = payersOnly ? losingPayers : losing;
  const sum = (users: readonly KnownUser[], figure: (user: KnownUser) => Nano) =>
    users.reduce((total, each) => total + figure(each), 0n);
  return {
    losing: counted.length + (payersOnly ? 0 : unnamed.spenders),
    losingPayers: losingPayers.length,
    spend: sum(known, (each) => each.spend) + unnamed.spend,
    revenue: sum(known, (each) => each.revenue),
    loss: sum(counted, lossOf) + (payersOnly ? 0n : unnamed.spend),
  };
}

function lossOf({ spend, revenue }: KnownUser): Nano {
  return spend - revenue;
}

function shareOf(part: Nano, whole: Nano): string | null {
  return whole <= 0n ? null : showMillionths(divideRounded(part * 1_000_000n, whole));
}
