import type { Currency } from "../money.ts";
import type { Zone } from "../time-zone.ts";
import { readAmounts, type ReplayAmounts } from "./replay-amounts.ts";
import { openReplayBuckets } from "./replay-buckets.ts";
import { hasSpend, type ReplayEvent } from "./replay-event.ts";
import { lossHistogram, type LossBand } from "./replay-histogram.ts";
import { PartTally, type ReplayPart, type Spend, type UserLoss } from "./replay-tally.ts";
import type { QuotaRule } from "./rule.ts";

export interface ReplayResult {
  /** Generations that the rule looked at. */
  readonly considered: number;
  /** Of those the ones it refused. */
  readonly refused: number;
  /** Of those the ones that nobody can measure in the rule's metric; they were admitted and used nothing. */
  readonly amountUnknown: number;
  /** Distinct users looked at; all who are not named are one. */
  readonly users: number;
  readonly spendSaved: Spend;
  /** Refused ones whose cost is not known: unpriced, or without an outcome yet. */
  readonly spendUnknown: number;
  readonly histogram: readonly LossBand[];
  /** By the caller's number of a feature. */
  readonly features: ReadonlyMap<number, ReplayPart>;
  /** One for each of `dayStarts`. */
  readonly days: readonly ReplayPart[];
  /** How many generations each user lost, by the caller's number of a user; only who lost any. */
  readonly usersHit: ReadonlyMap<number, number>;
}

export interface Replay {
  /**
   * Adds the next generation. `bucket`: the caller's number for its values of the counted dimensions, densely from 0.
   * @throws RangeError when it was created before the one added last.
   */
  add(event: ReplayEvent, bucket: number): void;
  result(): ReplayResult;
  /** What one user lost; null for who lost nothing. */
  lossOf(user: number): UserLoss | null;
}

export interface ReplayOptions {
  readonly reportingCurrency: Currency;
  /** Gives a zone by its name; see `zoneCache`. */
  readonly zone: (name: string) => Zone;
  /** Starts of the days to report, ascending, the first not after the first generation; ms since the epoch. */
  readonly dayStarts: readonly number[];
}

/**
 * Replays one rule, alone, over a recorded history in the order of creation: what it would have refused.
 *
 * A generation is refused when used + held + what it wants is more than the limit in its window. What it wants:
 * 1 (generations, in_flight); the seconds that were asked for, else those that were made (video_seconds); its actual
 * GPU time, for what would have been held is unknown in hindsight (gpu_seconds); its cost in the reporting currency
 * (cost). Where that is unknown it is admitted and counted apart.
 *
 * A refused one uses nothing. An admitted one holds its amount until its end (for ever when it has none), then keeps
 * what it really took: nothing when the books gave its hold back. in_flight holds 1 up to the end. A hold or a part
 * of a rolling window that ends at an instant is gone for a generation created at that same instant.
 *
 * Nothing before the first generation counts, so the first window starts empty and a lifetime starts there. A rule
 * changes how people behave; the replay does not know how.
 *
 * Adding takes constant time, amortised, and time by the logarithm of what is open in the bucket for what its end
 * changes.
 */
export function createReplay(
  rule: Pick<QuotaRule, "metric" | "window" | "limit">,
  options: ReplayOptions,
): Replay {
  const { reportingCurrency, dayStarts } = options;
  const buckets = openReplayBuckets(rule, options.zone);
  const amounts: ReplayAmounts = { whole: 0, nano: 0, changeWhole: 0, changeNano: 0 };
  const total = new PartTally();
  const features: (PartTally | undefined)[] = [];
  const days = dayStarts.map(() => new PartTally());
  const ofUser: (number | undefined)[] = [];
  const losses = new Map<
    number,
    { readonly tally: PartTally; readonly firstRefusedAtMs: number }
  >();
  let [users, amountUnknown, spendUnknown, day] = [0, 0, 0, 0];
  let lastMs = -Infinity;

  const admits = (event: ReplayEvent, bucket: number): boolean => {
    if (readAmounts(rule.metric, event, reportingCurrency, amounts)) {
      return buckets.admit(bucket, event, amounts);
    }
    amountUnknown += 1;
    return true;
  };

  const tallyOf = ({ user, createdAtMs }: ReplayEvent): PartTally => {
    const known = losses.get(user);
    if (known !== undefined) return known.tally;
    const tally = new PartTally();
    losses.set(user, { tally, firstRefusedAtMs: createdAtMs });
    return tally;
  };

  return {
    add(event, bucket) {
      const { createdAtMs, user } = event;
      if (createdAtMs < lastMs) throw new RangeError("a replay goes forward in time");
      lastMs = createdAtMs;
      while ((dayStarts[day + 1] ?? Infinity) <= createdAtMs) day += 1;
      const seen = ofUser[user] ?? 0;
      if (seen === 0) users += 1;
      ofUser[user] = seen + 1;
      const feature = (features[event.feature] ??= new PartTally());
      total.consider();
      feature.consider();
      days[day]?.consider();
      if (admits(event, bucket)) return;
      total.refuse(event);
      feature.refuse(event);
      days[day]?.refuse(event);
      tallyOf(event).refuse(event);
      if (!hasSpend(event)) spendUnknown += 1;
    },

    result: () => ({
      ...total.toPart(),
      amountUnknown,
      users,
      spendUnknown,
      histogram: lossHistogram(Array.from(losses.values(), ({ tally }) => tally.refused)),
      features: new Map(
        [...features.entries()].flatMap(([number, tally]) =>
          tally === undefined ? [] : [[number, tally.toPart()]],
        ),
      ),
      days: days.map((tally) => tally.toPart()),
      usersHit: new Map(Array.from(losses, ([user, { tally }]) => [user, tally.refused])),
    }),

    lossOf(user) {
      const loss = losses.get(user);
      if (loss === undefined) return null;
      const { tally, firstRefusedAtMs } = loss;
      return { ...tally.toPart(ofUser[user] ?? 0), firstRefusedAtMs };
    },
  };
}
