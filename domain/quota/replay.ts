import type { Currency } from "../money.ts";
import type { Zone } from "../time-zone.ts";
import { readAmounts, type ReplayAmounts } from "./replay-amounts.ts";
import { ReplayBuckets } from "./replay-buckets.ts";
import { hasSpend, type ReplayEvent } from "./replay-event.ts";
import { lossHistogram, type LossBand } from "./replay-histogram.ts";
import { UserTally } from "./replay-users.ts";
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
  /** Users who lost something. */
  readonly usersHit: number;
}

export interface Replay {
  /**
   * Adds the next generation. `bucket`: the caller's number for its values of the counted dimensions, densely from 0.
   * @throws RangeError when it was created before the one added last.
   */
  add(event: ReplayEvent, bucket: number): void;
  result(): ReplayResult;
  /** How many generations a user lost. */
  refusedOf(user: number): number;
  /** What a user lost; null for who lost nothing. */
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
 * Adding takes constant time, amortised, and the logarithm of what is open where an end changes what is
 * held.
 */
export function createReplay(
  rule: Pick<QuotaRule, "metric" | "window" | "limit">,
  options: ReplayOptions,
): Replay {
  const { reportingCurrency, dayStarts } = options;
  const buckets = new ReplayBuckets(rule, options.zone);
  const amounts: ReplayAmounts = { whole: 0, nano: 0, changeWhole: 0, changeNano: 0 };
  const total = new PartTally();
  const users = new UserTally();
  const features: (PartTally | undefined)[] = [];
  const days = dayStarts.map(() => new PartTally());
  let [amountUnknown, spendUnknown, day] = [0, 0, 0];
  let lastMs = -Infinity;

  const admits = (event: ReplayEvent, bucket: number): boolean => {
    if (readAmounts(rule.metric, event, reportingCurrency, amounts)) {
      return buckets.admit(bucket, event, amounts);
    }
    amountUnknown += 1;
    return true;
  };

  return {
    add(event, bucket) {
      const { createdAtMs } = event;
      if (createdAtMs < lastMs) throw new RangeError("a replay goes forward in time");
      lastMs = createdAtMs;
      while ((dayStarts[day + 1] ?? Infinity) <= createdAtMs) day += 1;
      const feature = (features[event.feature] ??= new PartTally());
      total.consider();
      users.consider(event);
      feature.consider();
      days[day]?.consider();
      if (admits(event, bucket)) return;
      total.refuse(event);
      users.refuse(event);
      feature.refuse(event);
      days[day]?.refuse(event);
      if (!hasSpend(event)) spendUnknown += 1;
    },

    result: () => ({
      ...total.toPart(),
      amountUnknown,
      spendUnknown,
      users: users.users,
      usersHit: users.usersHit,
      histogram: lossHistogram(users.losses()),
      features: new Map(
        [...features.entries()].flatMap(([number, tally]) =>
          tally === undefined ? [] : [[number, tally.toPart()]],
        ),
      ),
      days: days.map((tally) => tally.toPart()),
    }),
    refusedOf: (user) => users.refusedOf(user),
    lossOf: (user) => users.lossOf(user),
  };
}
