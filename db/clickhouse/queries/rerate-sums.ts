import { z } from "zod";
import { MAX_STORED_NANO, type Currency, type Nano } from "../../../domain/money.ts";
import { UNIT_SOURCES, type UnitSource } from "../../../domain/rerate/choose-rate.ts";
import type { RerateScope } from "../../../domain/rerate/rerate-scope.ts";
import { countText, type Query } from "./query.ts";
import { KIND_COLUMNS, KIND_SQL } from "./rerate-kinds.ts";
import { ratedFrom } from "./rerate-scope.ts";

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

export const RERATE_OUTCOMES = ["left", "same", "changed", "newly_priced", "too_large"] as const;

const nano = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);

export const rerateSumRow = z.object({
  /** Whose sum it is: one rate of one model, one feature, or one day. */
  of: z.enum(["rate", "feature", "day"]),
  rate: z.int(),
  provider: z.string(),
  model: z.string(),
  feature: z.string(),
  day_ms: z.string().transform(Number),
  outcome: z.enum(RERATE_OUTCOMES),
  /** ClickHouse writes 0 or 1. */
  unpriced: z.int().transform(Boolean),
  /** What the amounts are in, before and after; '' for a cost that is unknown. */
  currency: z.string(),
  next_currency: z.string(),
  generations: countText,
  cost: nano,
  next_cost: nano,
});
export type RerateSum = z.output<typeof rerateSumRow>;

/**
 * Works out every generation of a scope by its kind's rate, with the product's one rounding rule in whole numbers, and
 * sums up by rate and model, by feature and by day (the last of `daysMs` that is not after it).
 */
export function rerateSumsQuery(input: {
  readonly workspaceId: string;
  readonly scope: RerateScope;
  readonly instantsMs: readonly number[];
  readonly daysMs: readonly number[];
  readonly rates: readonly SumRate[];
}): Query<typeof rerateSumRow> {
  const { rates } = input;
  const from = ratedFrom(input.workspaceId, input.scope);
  const ofRate = (read: (rate: NonNullable<SumRate["rate"]>) => string, none: string) =>
    `[${rates.map(({ rate }) => (rate === null ? none : read(rate))).join(", ")}][place]`;
  const kinds = rates.flatMap((rate) => rate.kinds);
  const places = rates.flatMap((rate, index) => rate.kinds.map(() => index + 1));
  return {
    name: "rerate_sums",
    sql: `SELECT multiIf(GROUPING(rate) = 0, 'rate', GROUPING(feature) = 0, 'feature', 'day') AS of,
  toInt32(rate) AS rate, provider, model, feature, toInt64(day_ms) AS day_ms, outcome, unpriced, currency, next_currency,
  count() AS generations, toString(sum(ifNull(cost_nano, 0))) AS cost, toString(sum(ifNull(next_nano, 0))) AS next_cost
FROM (
  SELECT place - 1 AS rate, provider, model, feature, day_ms, currency, cost_nano, isNull(cost_nano) AS unpriced,
    multiIf(basis = '', 'left', charged > ${MAX_STORED_NANO}, 'too_large', unpriced, 'newly_priced',
      cost_nano = charged AND currency = charged_currency AND cost_basis = basis AND price_unit = unit
        AND units_nano = wanted AND unit_amount_nano = amount, 'same', 'changed') AS outcome,
    outcome IN ('changed', 'newly_priced') AS moves,
    if(moves, charged_currency, currency) AS next_currency, if(moves, charged, cost_nano) AS next_nano
  FROM (
    SELECT *, ${ofRate((rate) => `'${word(rate.basis)}'`, "''")} AS basis,
      ${ofRate((rate) => `'${word(rate.unit)}'`, "''")} AS unit,
      ${ofRate((rate) => `'${word(rate.currency)}'`, "''")} AS charged_currency,
      ${ofRate((rate) => wide(rate.amount), "toInt128(0)")} AS amount,
      greatest(${ofRate((rate) => wide(rate.minimumUnits), "toInt128(0)")},
        ifNull(multiIf(source = 0, seconds_nano, source = 1, gpu_nano, source = 2, units_nano, ${ONE}), toInt128(0))) AS wanted,
      ${ofRate((rate) => String(UNIT_SOURCES.indexOf(rate.source)), "3")} AS source,
      intDiv(amount * wanted * 2 + ${ONE}, 2 * ${ONE}) AS charged
    FROM (
      SELECT toString(provider) AS provider, toString(model) AS model, toString(feature) AS feature,
        toString(currency) AS currency, cost_basis, price_unit,
        transform(${KIND_SQL}, [${kinds.map((kind) => `toUInt64(${BigInt(kind)})`).join(", ")}], [${places.join(", ")}], 0) AS place,
        roundDown(toUnixTimestamp64Milli(created_at), {days:Array(Int64)}) AS day_ms,
        ${nanoOf("cost")} AS cost_nano, ${nanoOf("units")} AS units_nano, ${nanoOf("unit_amount")} AS unit_amount_nano,
        ${nanoOf("requested_seconds")} AS seconds_nano, toInt128(gpu_ms) * 1000000 AS gpu_nano
      FROM (SELECT *, ${KIND_COLUMNS} ${from.sql})
    )
  )
)
GROUP BY GROUPING SETS (
  (rate, provider, model, outcome, unpriced, currency, next_currency),
  (feature, outcome, unpriced, currency, next_currency),
  (day_ms, outcome, unpriced, currency, next_currency))`,
    params: { ...from.params, instants: input.instantsMs, days: input.daysMs },
    row: rerateSumRow,
  };
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
