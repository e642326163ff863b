const FIRST_LENGTH = 256;

/** Doubles by a dense number from 0, as long as it must be: far smaller than an object for each. */
export class NumberColumn {
  #values: Float64Array;
  /** What stands where nothing was set. */
  readonly #empty: number;

  constructor(empty: number) {
    this.#empty = empty;
    this.#values = new Float64Array(FIRST_LENGTH).fill(empty);
  }

  get(index: number): number {
    return this.#values[index] ?? this.#empty;
  }

  set(index: number, value: number): void {
    if (index >= this.#values.length) this.#grow(index);
    this.#values[index] = value;
  }

  #grow(index: number): void {
    let length = this.#values.length;
    while (length <= index) length *= 2;
    const values = new Float64Array(length).fill(this.#empty, this.#values.length);
    values.set(this.#values);
    this.#values = values;
  }
}
