/** What is added to a bucket's sum at an instant, if the bucket is still in that window then. */
export interface Change {
  atMs: number;
  bucket: number;
  window: number;
  whole: number;
  nano: number;
}

/** Numbers of one change, side by side: an object for each would cost more than the change. */
const STRIDE = 5;
const FIRST_LENGTH = 64 * STRIDE;

/** Changes that come in the order of their time. Adding and taking one are constant time, amortised. */
export class OrderedChanges {
  /** A ring. */
  #numbers = new Float64Array(FIRST_LENGTH);
  #head = 0;
  #used = 0;

  add(change: Change): void {
    if (this.#used === this.#numbers.length) this.#grow();
    write(this.#numbers, (this.#head + this.#used) % this.#numbers.length, change);
    this.#used += STRIDE;
  }

  /** Moves the first change that is due at `nowMs` into `change`; false when none is. */
  take(nowMs: number, change: Change): boolean {
    if (this.#used === 0 || (this.#numbers[this.#head] ?? 0) > nowMs) return false;
    read(this.#numbers, this.#head, change);
    this.#head = (this.#head + STRIDE) % this.#numbers.length;
    this.#used -= STRIDE;
    return true;
  }

  #grow(): void {
    const numbers = new Float64Array(this.#numbers.length * 2);
    numbers.set(this.#numbers.subarray(this.#head));
    numbers.set(this.#numbers.subarray(0, this.#head), this.#numbers.length - this.#head);
    this.#numbers = numbers;
    this.#head = 0;
  }
}

/** Changes in any order of time: a binary heap, the earliest first; the logarithm of those that wait. */
export class UnorderedChanges {
  #numbers = new Float64Array(FIRST_LENGTH);
  #size = 0;

  add(change: Change): void {
    if (this.#size * STRIDE === this.#numbers.length) this.#grow();
    let at = this.#size;
    this.#size += 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#time(parent) <= change.atMs) break;
      this.#move(parent, at);
      at = parent;
    }
    write(this.#numbers, at * STRIDE, change);
  }

  /** Moves the first change that is due at `nowMs` into `change`; false when none is. */
  take(nowMs: number, change: Change): boolean {
    if (this.#size === 0 || this.#time(0) > nowMs) return false;
    read(this.#numbers, 0, change);
    this.#removeFirst();
    return true;
  }

  /** The last one sinks from the top to its place. */
  #removeFirst(): void {
    this.#size -= 1;
    const atMs = this.#time(this.#size);
    let at = 0;
    for (let child = 1; child < this.#size; child = 2 * at + 1) {
      if (child + 1 < this.#size && this.#time(child + 1) < this.#time(child)) child += 1;
      if (atMs <= this.#time(child)) break;
      this.#move(child, at);
      at = child;
    }
    this.#move(this.#size, at);
  }

  #time(index: number): number {
    return this.#numbers[index * STRIDE] ?? Infinity;
  }

  #move(from: number, to: number): void {
    for (let offset = 0; offset < STRIDE; offset++) {
      this.#numbers[to * STRIDE + offset] = this.#numbers[from * STRIDE + offset] ?? 0;
    }
  }

  #grow(): void {
    const numbers = new Float64Array(this.#numbers.length * 2);
    numbers.set(this.#numbers);
    this.#numbers = numbers;
  }
}

function write(numbers: Float64Array, at: number, change: Change): void {
  numbers[at] = change.atMs;
  numbers[at + 1] = change.bucket;
  numbers[at + 2] = change.window;
  numbers[at + 3] = change.whole;
  numbers[at + 4] = change.nano;
}

function read(numbers: Float64Array, at: number, change: Change): void {
  change.atMs = numbers[at] ?? 0;
  change.bucket = numbers[at + 1] ?? 0;
  change.window = numbers[at + 2] ?? 0;
  change.whole = numbers[at + 3] ?? 0;
  change.nano = numbers[at + 4] ?? 0;
}
