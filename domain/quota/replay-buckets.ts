import { NANO_PER_UNIT } from "../money.ts";
import type { Zone } from "../time-zone.ts";
import { NANO_IN_WHOLE, type ReplayAmounts } from "./replay-amounts.ts";
import { OrderedChanges, UnorderedChanges } from "./replay-changes.ts";
import type { ReplayEvent } from "./replay-event.ts";
import type { QuotaRule, QuotaWindow } from "./rule.ts";
import { windowAt } from "./window.ts";

/** The buckets of one rule over a history that is told in order. */
export interface ReplayBuckets {
  /** Takes the amounts when they fit within the limit; false, and nothing changes, when they don't. */
  admit(bucket: number, event: ReplayEvent, amounts: ReplayAmounts): boolean;
}

const MS_IN_SECOND = 1_000;

/**
 * Each bucket holds one sum, used and held together. Of a generation the whole future is known when it is admitted:
 * what its end changes is noted for that instant, and for a rolling window what is left of it is noted for the
 * instant at which it leaves, created_at + seconds. A calendar window starts from nothing.
 */
export function openReplayBuckets(
  rule: Pick<QuotaRule, "metric" | "window" | "limit">,
  zone: (name: string) => Zone,
): ReplayBuckets {
  const window: QuotaWindow = rule.metric === "in_flight" ? { kind: "lifetime" } : rule.window;
  const rollingMs = window.kind === "rolling" ? window.seconds * MS_IN_SECOND : null;
  const limitWhole = Number(rule.limit / NANO_PER_UNIT);
  const limitNano = Number(rule.limit % NANO_PER_UNIT);
  const buckets: (Bucket | undefined)[] = [];
  let windowNumber = 0;
  let windowEndMs = -Infinity;

  const enterWindow = (atMs: number): void => {
    windowEndMs = windowAt(window, atMs, zone).endMs ?? Infinity;
    windowNumber += 1;
  };

  return {
    admit(index, { createdAtMs, endedAtMs }, amounts) {
      if (createdAtMs >= windowEndMs) enterWindow(createdAtMs);
      const bucket = (buckets[index] ??= new Bucket());
      bucket.moveTo(windowNumber, createdAtMs);
      if (!bucket.take(amounts, limitWhole, limitNano)) return false;
      const leavesAtMs = rollingMs === null ? windowEndMs : createdAtMs + rollingMs;
      const changes =
        endedAtMs < leavesAtMs && (amounts.changeWhole !== 0 || amounts.changeNano !== 0);
      if (changes) bucket.changeAt(endedAtMs, amounts.changeWhole, amounts.changeNano);
      if (rollingMs !== null) {
        bucket.leaveAt(
          leavesAtMs,
          amounts.whole + (changes ? amounts.changeWhole : 0),
          amounts.nano + (changes ? amounts.changeNano : 0),
        );
      }
      return true;
    },
  };
}

class Bucket {
  #window = 0;
  #whole = 0;
  #nano = 0;
  #ending: UnorderedChanges | null = null;
  #leaving: OrderedChanges | null = null;
  readonly #apply = (whole: number, nano: number): void => {
    this.#whole += whole;
    this.#nano += nano;
    while (this.#nano < 0) {
      this.#nano += NANO_IN_WHOLE;
      this.#whole -= 1;
    }
    while (this.#nano >= NANO_IN_WHOLE) {
      this.#nano -= NANO_IN_WHOLE;
      this.#whole += 1;
    }
  };

  /** Brings the sum up to an instant. */
  moveTo(window: number, nowMs: number): void {
    if (this.#window !== window) {
      this.#window = window;
      this.#whole = 0;
      this.#nano = 0;
      this.#ending?.clear();
      return;
    }
    this.#ending?.applyUpTo(nowMs, this.#apply);
    this.#leaving?.applyUpTo(nowMs, this.#apply);
  }

  take(amounts: ReplayAmounts, limitWhole: number, limitNano: number): boolean {
    let whole = this.#whole + amounts.whole;
    let nano = this.#nano + amounts.nano;
    if (nano >= NANO_IN_WHOLE) {
      nano -= NANO_IN_WHOLE;
      whole += 1;
    }
    if (whole > limitWhole || (whole === limitWhole && nano > limitNano)) return false;
    this.#whole = whole;
    this.#nano = nano;
    return true;
  }

  changeAt(atMs: number, whole: number, nano: number): void {
    (this.#ending ??= new UnorderedChanges()).add({ atMs, whole, nano });
  }

  leaveAt(atMs: number, whole: number, nano: number): void {
    (this.#leaving ??= new OrderedChanges()).add({ atMs, whole: -whole, nano: -nano });
  }
}
