import { parseError } from "@clickhouse/client";
import { GENERATION_STATES, type GenerationState } from "../../domain/generation.ts";
import type { ReplayEvent } from "../../domain/quota/replay-event.ts";
import { ClickHouseFault } from "./clickhouse-fault.ts";
import { InternedTexts } from "./interned-texts.ts";
import {
  MAX_REPLAYED_RULES,
  ROW_MARK,
  type ReplayNumber,
  type ReplayQuery,
} from "./queries/backtest.ts";
import { RowBinaryReader } from "./row-binary-reader.ts";

/** One generation of a history; the same object each time. */
export interface ReplayRow {
  readonly event: ReplayEvent;
  /** Bit n is set when rule n looks at it. */
  readonly rules: number;
  /** For each rule the number of the bucket. */
  readonly buckets: readonly number[];
}

const RULE_BITS = (1 << MAX_REPLAYED_RULES) - 1;
const NANO_PER_UNIT = 1_000_000_000;
/** Buckets and texts are fewer than this, so a pair of their numbers fits a double. */
const MAX_NUMBERS = 2 ** 26;
/** An error's text is kept up to here. */
const MAX_ERROR_CHARACTERS = 65_536;

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** Decodes the answer to a `replayQuery`, piece by piece, and shows each row to `visit`. */
export class ReplayDecoder {
  readonly #query: ReplayQuery;
  readonly #visit: (row: ReplayRow) => void;
  readonly #reader = new RowBinaryReader();
  readonly #states = new InternedTexts();
  readonly #currencies = new InternedTexts();
  /** By dimension: its values, and the row's one. */
  readonly #texts: readonly InternedTexts[];
  readonly #values: number[];
  /** By rule: numbers for pairs of the first counted values with the next one. */
  readonly #pairs: readonly (readonly Map<number, number>[])[];
  readonly #event: Writable<ReplayEvent> = {
    createdAtMs: 0,
    endedAtMs: Infinity,
    state: "held",
    user: 0,
    feature: 0,
    requestedMs: Number.NaN,
    videoMs: Number.NaN,
    gpuMs: Number.NaN,
    costWhole: Number.NaN,
    costNano: 0,
    currency: "",
  };
  readonly #row: { event: ReplayEvent; rules: number; buckets: number[] };
  #error = "";

  constructor(query: ReplayQuery, visit: (row: ReplayRow) => void) {
    this.#query = query;
    this.#visit = visit;
    this.#texts = query.dimensions.map(() => new InternedTexts());
    this.#values = query.dimensions.map(() => 0);
    this.#pairs = query.buckets.map((places) => places.slice(1).map(() => new Map()));
    this.#row = { event: this.#event, rules: 0, buckets: query.buckets.map(() => 0) };
  }

  /** The texts of a dimension, by the place it has in the query. */
  textsOf(place: number): InternedTexts {
    const texts = this.#texts[place];
    if (texts === undefined) throw new RangeError(`the query has no dimension ${place}`);
    return texts;
  }

  push(piece: Buffer): void {
    if (this.#error !== "") return this.#keepError(piece);
    const reader = this.#reader;
    reader.take(piece);
    while (reader.left > 0) {
      const start = reader.position;
      const mark = reader.byte();
      if ((mark & ~RULE_BITS) !== ROW_MARK) {
        reader.goTo(start);
        return this.#keepError(reader.rest());
      }
      this.#row.rules = mark & RULE_BITS;
      if (!this.#readRow()) return reader.goTo(start);
      this.#visit(this.#row);
    }
  }

  /** To be called when the answer ends. @throws the store's own error, or ClickHouseFault, when rows are missing. */
  end(): void {
    if (this.#error !== "") throw parseError(this.#error);
    if (this.#reader.left === 0) return;
    throw new ClickHouseFault("retry", null, "The history was cut off in the middle.", null);
  }

  /** An exception in the middle of an answer follows the last row as text. */
  #keepError(piece: Buffer): void {
    if (this.#error.length < MAX_ERROR_CHARACTERS) this.#error += piece.toString("utf8");
  }

  /** False when the row is not all there. */
  #readRow(): boolean {
    const reader = this.#reader;
    const event = this.#event;
    event.createdAtMs = reader.integer();
    for (const name of this.#query.numbers) this.#readNumber(name);
    const state = reader.left > 0 ? reader.text(this.#states) : -1;
    const currency = state < 0 ? -1 : reader.text(this.#currencies);
    if (currency < 0) return false;
    for (let place = 0; place < this.#texts.length; place++) {
      const value = reader.text(this.textsOf(place));
      if (value < 0) return false;
      this.#values[place] = value;
    }
    event.state = stateOf(this.#states.text(state));
    event.currency = this.#currencies.text(currency);
    event.user = this.#values[0] ?? 0;
    event.feature = this.#values[1] ?? 0;
    for (let rule = 0; rule < this.#pairs.length; rule++) {
      this.#row.buckets[rule] = this.#bucketOf(rule);
    }
    return true;
  }

  #readNumber(name: ReplayNumber): void {
    const isNull = this.#reader.byte() !== 0;
    if (name === "costNano") this.#readCost(isNull);
    else if (!isNull) this.#event[name] = this.#reader.integer();
    else this.#event[name] = name === "endedAtMs" ? Infinity : Number.NaN;
  }

  #readCost(isNull: boolean): void {
    const event = this.#event;
    event.costWhole = Number.NaN;
    event.costNano = 0;
    if (isNull) return;
    const at = this.#reader.position;
    const nano = this.#reader.integer();
    if (Number.isSafeInteger(nano)) {
      // The remainder is exact, and so is the quotient once it is taken off.
      event.costNano = nano % NANO_PER_UNIT;
      event.costWhole = (nano - event.costNano) / NANO_PER_UNIT;
    } else {
      this.#reader.goTo(at);
      const exact = this.#reader.bigInteger();
      event.costNano = Number(exact % BigInt(NANO_PER_UNIT));
      event.costWhole = Number(exact / BigInt(NANO_PER_UNIT));
    }
    if (event.costNano >= 0) return;
    event.costNano += NANO_PER_UNIT;
    event.costWhole -= 1;
  }

  /** One number for the values of a rule's counted dimensions. */
  #bucketOf(rule: number): number {
    const places = this.#query.buckets[rule] ?? [];
    const pairs = this.#pairs[rule] ?? [];
    let bucket = places[0] === undefined ? 0 : (this.#values[places[0]] ?? 0);
    for (let index = 0; index < pairs.length; index++) {
      const numbers = pairs[index];
      const pair = bucket * MAX_NUMBERS + (this.#values[places[index + 1] ?? 0] ?? 0);
      const known = numbers?.get(pair);
      bucket = known ?? numbers?.size ?? 0;
      if (known === undefined) numbers?.set(pair, bucket);
    }
    return bucket;
  }
}

function stateOf(text: string): GenerationState {
  const state = GENERATION_STATES.find((each) => each === text);
  if (state === undefined) throw new RangeError(`a generation has no state "${text}"`);
  return state;
}
