/** What is added to a bucket's sum at an instant. */
interface Change {
  readonly atMs: number;
  readonly whole: number;
  readonly nano: number;
}

type Apply = (whole: number, nano: number) => void;

/** Numbers of one change, side by side: an object for each would cost more than the change. */
const STRIDE = 3;
/** Applied changes are cut off once they are this many and half of the list. */
const CUT_AFTER = 1_024 * STRIDE;

/** Changes that come in the order of their time. Adding and applying one take constant time. */
export class OrderedChanges {
  #numbers: number[] = [];
  #head = 0;

  add({ atMs, whole, nano }: Change): void {
    this.#numbers.push(atMs, whole, nano);
  }

  /** Applies and forgets what is due at `nowMs`. */
  applyUpTo(nowMs: number, apply: Apply): void {
    const numbers = this.#numbers;
    while (this.#head < numbers.length && (numbers[this.#head] ?? 0) <= nowMs) {
      apply(numbers[this.#head + 1] ?? 0, numbers[this.#head + 2] ?? 0);
      this.#head += STRIDE;
    }
    if (this.#head > CUT_AFTER && this.#head * 2 > numbers.length) {
      this.#numbers = numbers.slice(this.#head);
      this.#head = 0;
    }
  }
}

/** Changes in any order of time: a binary heap, the earliest first. */
export class UnorderedChanges {
  readonly #numbers: number[] = [];

  add({ atMs, whole, nano }: Change): void {
    const numbers = this.#numbers;
    let at = numbers.length / STRIDE;
    numbers.push(atMs, whole, nano);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#time(parent) <= atMs) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#put(at, atMs, whole, nano);
  }

  /** Applies and forgets what is due at `nowMs`. */
  applyUpTo(nowMs: number, apply: Apply): void {
    while (this.#numbers.length > 0 && this.#time(0) <= nowMs) {
      apply(this.#numbers[1] ?? 0, this.#numbers[2] ?? 0);
      this.#removeFirst();
    }
  }

  clear(): void {
    this.#numbers.length = 0;
  }

  #removeFirst(): void {
    const numbers = this.#numbers;
    const [nano = 0, whole = 0, atMs = 0] = [numbers.pop(), numbers.pop(), numbers.pop()];
    const size = numbers.length / STRIDE;
    if (size === 0) return;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && this.#time(child + 1) < this.#time(child)) child += 1;
      if (atMs <= this.#time(child)) break;
      this.#move(child, at);
      at = child;
    }
    this.#put(at, atMs, whole, nano);
  }

  #time(index: number): number {
    return this.#numbers[index * STRIDE] ?? Infinity;
  }

  #move(from: number, to: number): void {
    this.#numbers.copyWithin(to * STRIDE, from * STRIDE, (from + 1) * STRIDE);
  }

  #put(index: number, atMs: number, whole: number, nano: number): void {
    this.#numbers[index * STRIDE] = atMs;
    this.#numbers[index * STRIDE + 1] = whole;
    this.#numbers[index * STRIDE + 2] = nano;
  }
}
