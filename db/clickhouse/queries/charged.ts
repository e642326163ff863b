import { MAX_STORED_NANO, type Currency, type Nano } from "../../../domain/money.ts";
import { UNIT_SOURCES, type UnitSource } from "../../../domain/rerate/choose-rate.ts";
import { KIND_COLUMNS, KIND_SQL } from "./rerate-kinds.ts";

/** What is done with all generations of some kinds: charged by one price, or left as they are. */
export interface SumRate {
  /** Null leaves them. */
  readonly rate: {
    readonly amount: Nano;
    readonly minimumUnits: Nano;
    readonly source: UnitSource;
    readonly currency: Currency;
    readonly basis: string;
    readonly unit: string;
  } | null;
  readonly kinds: readonly string[];
}

/** Rates, and where the book that they were chosen from changes: the kinds are between two of these instants, ms. */
export interface KindRates {
  readonly instantsMs: readonly number[];
  readonly rates: readonly SumRate[];
}

/**
 * Rows of generations_v1 (`SELECT … FROM generations_v1 …`, every column) with what each costs by its kind's rate, in
 * whole nano units and with the product's one rounding rule. Columns added: `place` (of the rate, from 1; 0 for a kind
 * without one), `cost_nano`, `units_nano`, `unit_amount_nano`, and of the rate `basis` ('' leaves the row as it is),
 * `unit`, `charged_currency`, `rate_amount`, `charged_units`, `charged`.
 */
export function chargedSql(rowsSql: string, { rates }: KindRates): string {
  const ofRate = (read: (rate: NonNullable<SumRate["rate"]>) => string, none: string) =>
    rates.length === 0
      ? none
      : `[${rates.map(({ rate }) => (rate === null ? none : read(rate))).join(", ")}][place]`;
  const kinds = rates.flatMap((rate) => rate.kinds);
  const places = rates.flatMap((rate, index) => rate.kinds.map(() => index + 1));
  const placeSql =
    kinds.length === 0
      ? "0"
      : `transform(${KIND_SQL}, [${kinds.map((kind) => `toUInt64(${BigInt(kind)})`).join(", ")}], [${places.join(", ")}], 0)`;
  return `SELECT *, ${ofRate((rate) => `'${word(rate.basis)}'`, "''")} AS basis,
  ${ofRate((rate) => `'${word(rate.unit)}'`, "''")} AS unit,
  ${ofRate((rate) => `'${word(rate.currency)}'`, "''")} AS charged_currency,
  ${ofRate((rate) => wide(rate.amount), "toInt128(0)")} AS rate_amount,
  greatest(${ofRate((rate) => wide(rate.minimumUnits), "toInt128(0)")},
    ifNull(multiIf(unit_source = 0, seconds_nano, unit_source = 1, gpu_nano, unit_source = 2, units_nano, ${ONE}), toInt128(0))) AS charged_units,
  ${ofRate((rate) => String(UNIT_SOURCES.indexOf(rate.source)), "3")} AS unit_source,
  intDiv(rate_amount * charged_units * 2 + ${ONE}, 2 * ${ONE}) AS charged
FROM (
  SELECT *, ${placeSql} AS place,
    ${nanoOf("cost")} AS cost_nano, ${nanoOf("units")} AS units_nano, ${nanoOf("unit_amount")} AS unit_amount_nano,
    ${nanoOf("requested_seconds")} AS seconds_nano, toInt128(gpu_ms) * 1000000 AS whole_gpu_nano,
    if(price_unit = 'gpu_second' AND (units_nano - whole_gpu_nano) * 2 > -1000000 AND (units_nano - whole_gpu_nano) * 2 <= 1000000,
      units_nano, whole_gpu_nano) AS gpu_nano
  FROM (SELECT *, ${KIND_COLUMNS} FROM (${rowsSql}))
)`;
}

/**
 * The same rows with the cost, currency and basis that their rates give them; the others keep what is booked. Column
 * added: `by_book`, true for those that a rate priced.
 */
export function bookedSql(rowsSql: string, book: KindRates): string {
  return `SELECT * REPLACE (
  if(by_book, toNullable(toDecimal64(toDecimal128(charged, 9) / 1000000000, 9)), cost) AS cost,
  if(by_book, charged_currency, toString(currency)) AS currency,
  if(by_book, basis, toString(cost_basis)) AS cost_basis)
FROM (SELECT *, basis != '' AND charged <= ${MAX_STORED_NANO} AS by_book FROM (${chargedSql(rowsSql, book)}))`;
}

const ONE = "toInt128(1000000000)";

/** A decimal column as whole nano units. */
function nanoOf(column: string): string {
  return `toInt128(toDecimal128(${column}, 9) * 1000000000)`;
}

function wide(amount: Nano): string {
  return `toInt128(${amount})`;
}

/** Written into the statement, for an array of parameters would not fit into an address. */
function word(text: string): string {
  if (!/^[A-Za-z_]*$/.test(text)) throw new TypeError(`not a plain word: ${text}`);
  return text;
}
