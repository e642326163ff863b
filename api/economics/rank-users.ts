import { userRanksQuery } from "../../db/clickhouse/queries/user-ranks.ts";
import { scopesOfUsers } from "../../db/clickhouse/queries/scope-users.ts";
import type { Spent } from "../../domain/economics/spent.ts";
import { formatNano, parseNano, type Nano } from "../../domain/money.ts";
import { askStore } from "../analytics/ask-store.ts";
import { ApiError } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { openLeftOut } from "../margin/left-out-sums.ts";
import { spendByGroup } from "../margin/spend-by-group.ts";
import type { EconomicsQuestion } from "./economics-question.ts";

/** A user and what the list is ordered by, the largest first. */
export interface RankedUser {
  readonly user: string;
  readonly rank: Nano;
}

/** A user whose spend was asked for by name. */
export interface KnownUser {
  readonly user: string;
  readonly spend: Nano;
  readonly revenue: Nano;
}

export interface RankedUsers {
  /** One more than the limit where there are more. */
  readonly page: readonly RankedUser[];
  /** Who generated or earned something and is known by name: everyone with revenue, or with spend in another currency. */
  readonly known: readonly KnownUser[];
  /** Who generated something and earned nothing. */
  readonly unnamed: { readonly users: number; readonly spenders: number; readonly spend: Nano };
  /** The spends of the top hundredth of those who generated, the largest first. */
  readonly top: readonly Nano[];
  /** Everyone who generated something. */
  readonly active: number;
  /** Of all of them; `byBook` were priced by the question's cost book. */
  readonly generations: number;
  readonly byBook: number;
}

export interface RankInput {
  readonly revenue: ReadonlyMap<string, Nano>;
  /** What a user counts for; null leaves the user out. Without revenue it must be the spend, or null for none. */
  readonly rankOf: (user: KnownUser) => Nano | null;
  /** True where nothing else is asked: then clips without a user are none of it, and what has no rate is counted here. */
  readonly alone: boolean;
  /** The last of the page before. */
  readonly after: RankedUser | null;
  readonly limit: number;
}

const MAX_KNOWN = 200_000;

/**
 * Orders users by spend or by what is left of it after revenue. The store orders those who earned nothing; who earned
 * something, or spent in another currency, is few enough to be asked for by name and is put between them.
 * @throws ApiError for more of those than one question holds.
 */
export async function rankUsers(
  ctx: CallContext,
  question: EconomicsQuestion,
  input: RankInput,
): Promise<RankedUsers> {
  const ask = (after: RankedUser | null, limit: number) =>
    askStore(
      ctx.deps.ch,
      userRanksQuery({
        scope: question.scope,
        withNobody: !input.alone,
        after: after === null ? null : { spend: formatNano(after.rank), user: after.user },
        limit,
      }),
    ).then(([row]) => row);
  const first = await ask(input.after, input.limit + 1);
  if (first === undefined) throw new Error("an aggregate returned no row");
  const names = new Set([...input.revenue.keys(), ...first.others]);
  if (names.size > MAX_KNOWN) throw tooMany(names.size);
  const counting = input.alone ? question : { ...question, leftOut: openLeftOut() };
  const spent = await spentOf(ctx, counting, [...names].toSorted());
  const known = [...names].map((user) => ({
    user,
    spend: spent.get(user)?.spend ?? 0n,
    revenue: input.revenue.get(user) ?? 0n,
  }));

  let candidates = first.ranked;
  const page = known
    .flatMap((user) => {
      const rank = input.rankOf(user);
      return rank === null ? [] : [{ user: user.user, rank }];
    })
    .filter((user) => input.after === null || byRank(input.after, user) < 0);
  const isUnnamed = ([, user]: readonly [string, string]) => !names.has(user);
  const unnamed = candidates.filter(isUnnamed);
  while (unnamed.length <= input.limit && candidates.length > input.limit) {
    const [spend = "0", user = ""] = candidates.at(-1) ?? [];
    candidates = (await ask({ rank: parseNano(spend), user }, input.limit + 1))?.ranked ?? [];
    unnamed.push(...candidates.filter(isUnnamed));
  }
  for (const [text, user] of unnamed) {
    const spend = parseNano(text);
    const rank = input.rankOf({ user, spend, revenue: 0n });
    if (rank !== null) page.push({ user, rank });
  }

  const active = known.filter(({ user }) => (spent.get(user)?.generations ?? 0) > 0);
  const others = new Set(first.others);
  const plain = active.filter(({ user }) => !others.has(user));
  const top = [
    ...first.top.map(parseNano),
    ...known.flatMap((each) => (others.has(each.user) ? [each.spend] : [])),
  ].toSorted((a, b) => compare(b, a));
  const everyone = first.users + first.others.length;
  return {
    page: page.toSorted(byRank).slice(0, input.limit + 1),
    known,
    unnamed: {
      users: first.users - plain.length,
      spenders: first.spenders - plain.filter(({ spend }) => spend > 0n).length,
      spend: plain.reduce((sum, { spend }) => sum - spend, parseNano(first.spend)),
    },
    top: top.slice(0, Math.ceil(everyone / 100)),
    active: everyone,
    generations: first.generations,
    byBook: first.by_book,
  };
}

/** What each of these users generated and spent; what has no rate goes to the question's sums. */
export async function spentOf(
  ctx: CallContext,
  question: EconomicsQuestion,
  users: readonly string[],
): Promise<ReadonlyMap<string, Spent>> {
  const scopes = scopesOfUsers(users).map((each) => ({ ...question.scope, users: each }));
  return spendByGroup(ctx, question, "user", scopes);
}

function byRank(a: RankedUser, b: RankedUser): number {
  return compare(b.rank, a.rank) || (a.user < b.user ? -1 : Number(a.user > b.user));
}

function compare(a: Nano, b: Nano): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function tooMany(users: number): ApiError {
  return new ApiError(
    "question_too_large",
    `Choose a shorter period or add a filter: ${users} users have revenue or spend in another currency, at most ${MAX_KNOWN} can be ordered at once.`,
  );
}
