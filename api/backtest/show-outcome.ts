import { formatNano } from "../../domain/money.ts";
import type { Spend } from "../../domain/quota/replay-tally.ts";
import type { BacktestOutcome } from "../contract/backtest.ts";
import type { Replayed } from "./replayed.ts";
import type { Revenue } from "./revenue-at-risk.ts";

/** What a replay came to, as it is answered: the features that lose most first, days in their order. */
export function showOutcome(replayed: Replayed, revenue: Revenue): BacktestOutcome {
  const { replay, result, names, days, top } = replayed;
  return {
    considered: result.considered,
    refused: result.refused,
    amount_unknown: result.amountUnknown,
    users: result.users,
    users_hit: result.usersHit,
    spend_saved: money(result.spendSaved),
    spend_unknown: result.spendUnknown,
    revenue_at_risk: money(revenue.atRisk),
    histogram: [...result.histogram],
    by_feature: Array.from(result.features, ([feature, part]) => ({
      feature: names.features.text(feature),
      considered: part.considered,
      refused: part.refused,
      spend_saved: money(part.spendSaved),
    })).toSorted(
      (a, b) =>
        b.refused - a.refused || b.considered - a.considered || (a.feature < b.feature ? -1 : 1),
    ),
    by_day: result.days.map((part, index) => ({
      day: days[index] ?? "",
      considered: part.considered,
      refused: part.refused,
      spend_saved: money(part.spendSaved),
    })),
    top_users: top.flatMap(({ user, name }) => {
      const loss = replay.lossOf(user);
      if (loss === null) return [];
      return {
        user: name,
        considered: loss.considered,
        refused: loss.refused,
        spend_saved: money(loss.spendSaved),
        revenue: money(revenue.ofTop.get(user) ?? new Map()),
        first_refused_at: new Date(loss.firstRefusedAtMs).toISOString(),
      };
    }),
  };
}

/** How many users the one hits and the other does not. */
export function hitOnlyBy(one: Replayed, other: Replayed): number {
  let users = 0;
  for (let user = 0; user < one.names.users.size; user++) {
    if (one.replay.refusedOf(user) > 0 && other.replay.refusedOf(user) === 0) users += 1;
  }
  return users;
}

function money(spend: Spend): Record<string, string> {
  return Object.fromEntries(Array.from(spend, ([currency, nano]) => [currency, formatNano(nano)]));
}
