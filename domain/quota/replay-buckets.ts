import { NANO_PER_UNIT } from "../money.ts";
import type { Zone } from "../time-zone.ts";
import { NumberColumn } from "./number-column.ts";
import { NANO_IN_WHOLE, type ReplayAmounts } from "./replay-amounts.ts";
import { OrderedChanges, UnorderedChanges, type Change } from "./replay-changes.ts";
import type { ReplayEvent } from "./replay-event.ts";
import type { QuotaRule, QuotaWindow } from "./rule.ts";
import { windowAt } from "./window.ts";

const MS_IN_SECOND = 1_000;

/**
 * The buckets of one rule over a history that is told in order. Each has one sum, used and held together. Of a
 * generation the whole future is known when it is admitted: what its end changes is noted for that instant, and for a
 * rolling window what is left of it is noted for the instant at which it leaves, created_at + seconds. A calendar
 * window starts from nothing.
 */
export class ReplayBuckets {
  readonly #window: QuotaWindow;
  readonly #zone: (name: string) => Zone;
  readonly #rollingMs: number | null;
  readonly #limitWhole: number;
  readonly #limitNano: number;
  readonly #wholes = new NumberColumn(0);
  readonly #nanos = new NumberColumn(0);
  /** The window in which the sum was counted. */
  readonly #windows = new NumberColumn(0);
  readonly #ending = new UnorderedChanges();
  readonly #leaving = new OrderedChanges();
  readonly #change: Change = { atMs: 0, bucket: 0, window: 0, whole: 0, nano: 0 };
  #windowNumber = 0;
  #windowEndMs = -Infinity;

  constructor(rule: Pick<QuotaRule, "metric" | "window" | "limit">, zone: (name: string) => Zone) {
    this.#window = rule.metric === "in_flight" ? { kind: "lifetime" } : rule.window;
    this.#zone = zone;
    this.#rollingMs = this.#window.kind === "rolling" ? this.#window.seconds * MS_IN_SECOND : null;
    this.#limitWhole = Number(rule.limit / NANO_PER_UNIT);
    this.#limitNano = Number(rule.limit % NANO_PER_UNIT);
  }

  /** Takes the amounts when they fit within the limit; false, and nothing is taken, when they don't. */
  admit(bucket: number, event: ReplayEvent, amounts: ReplayAmounts): boolean {
    this.#moveTo(event.createdAtMs);
    if (this.#windows.get(bucket) !== this.#windowNumber) {
      this.#windows.set(bucket, this.#windowNumber);
      this.#wholes.set(bucket, 0);
      this.#nanos.set(bucket, 0);
    }
    let whole = this.#wholes.get(bucket) + amounts.whole;
    let nano = this.#nanos.get(bucket) + amounts.nano;
    if (nano >= NANO_IN_WHOLE) {
      nano -= NANO_IN_WHOLE;
      whole += 1;
    }
    if (whole > this.#limitWhole || (whole === this.#limitWhole && nano > this.#limitNano)) {
      return false;
    }
    this.#wholes.set(bucket, whole);
    this.#nanos.set(bucket, nano);
    this.#noteFuture(bucket, event, amounts);
    return true;
  }

  /** Enters the window of an instant, and applies what was noted up to it. */
  #moveTo(nowMs: number): void {
    if (nowMs >= this.#windowEndMs) {
      this.#windowEndMs = windowAt(this.#window, nowMs, this.#zone).endMs ?? Infinity;
      this.#windowNumber += 1;
    }
    while (this.#ending.take(nowMs, this.#change)) this.#apply(this.#change);
    while (this.#leaving.take(nowMs, this.#change)) this.#apply(this.#change);
  }

  #noteFuture(bucket: number, event: ReplayEvent, amounts: ReplayAmounts): void {
    const { createdAtMs, endedAtMs } = event;
    const leavesAtMs = this.#rollingMs === null ? this.#windowEndMs : createdAtMs + this.#rollingMs;
    const change = this.#change;
    change.bucket = bucket;
    change.window = this.#windowNumber;
    let { whole, nano } = amounts;
    if (endedAtMs < leavesAtMs && (amounts.changeWhole !== 0 || amounts.changeNano !== 0)) {
      change.atMs = endedAtMs;
      change.whole = amounts.changeWhole;
      change.nano = amounts.changeNano;
      this.#ending.add(change);
      whole += amounts.changeWhole;
      nano += amounts.changeNano;
    }
    if (this.#rollingMs === null) return;
    change.atMs = leavesAtMs;
    change.whole = -whole;
    change.nano = -nano;
    this.#leaving.add(change);
  }

  #apply({ bucket, window, whole, nano }: Change): void {
    if (this.#windows.get(bucket) !== window) return;
    const sum = this.#nanos.get(bucket) + nano;
    const carried = Math.floor(sum / NANO_IN_WHOLE);
    this.#wholes.set(bucket, this.#wholes.get(bucket) + whole + carried);
    this.#nanos.set(bucket, sum - carried * NANO_IN_WHOLE);
  }
}
