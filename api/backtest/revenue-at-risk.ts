import { askEach } from "../../db/clickhouse/ask-each.ts";
import { revenueByUserQuery } from "../../db/clickhouse/queries/backtest.ts";
import { parseNano } from "../../domain/money.ts";
import type { Spend } from "../../domain/quota/replay-tally.ts";
import type { TimeRange } from "../../domain/time-buckets.ts";
import { toStoreError } from "../analytics/ask-store.ts";
import type { CallContext } from "../http/call-context.ts";
import type { Replayed } from "./replayed.ts";

/** Revenue of the users whom a replay hits, each currency apart. */
export interface Revenue {
  readonly atRisk: Spend;
  /** Of those shown one by one, by the replay's number of the user. */
  readonly ofTop: ReadonlyMap<number, Spend>;
}

/** Revenue of a period, joined with the users whom each replay hits; one pass over it. */
export async function revenueAtRisk(
  ctx: CallContext,
  range: TimeRange,
  replays: readonly Replayed[],
): Promise<readonly Revenue[]> {
  const sums = replays.map((replayed) => ({
    replayed,
    atRisk: new Map<string, bigint>(),
    ofTop: new Map(replayed.top.map(({ user }) => [user, new Map<string, bigint>()])),
  }));
  if (replays.every(({ result }) => result.usersHit === 0)) return sums;
  try {
    await askEach(ctx.deps.ch, revenueByUserQuery(ctx.workspaceId, range), (row) => {
      for (const { replayed, atRisk, ofTop } of sums) {
        const user = replayed.names.users.numberOf(row.user);
        if (user === undefined || replayed.replay.refusedOf(user) === 0) continue;
        const earned = parseNano(row.revenue);
        atRisk.set(row.currency, (atRisk.get(row.currency) ?? 0n) + earned);
        ofTop.get(user)?.set(row.currency, earned);
      }
    });
  } catch (error) {
    throw toStoreError(error);
  }
  return sums;
}
