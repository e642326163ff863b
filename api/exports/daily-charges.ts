import { NONE } from "../../domain/attribution-fields.ts";
import { chargePeriod, monthOf } from "../../domain/focus/charge-period.ts";
import { GENERATION_UNIT } from "../../domain/focus/charge-price.ts";
import {
  formatNano,
  multiplyNano,
  NANO_PER_UNIT,
  parseNano,
  type Nano,
} from "../../domain/money.ts";
import type { TimeRange } from "../../domain/time-buckets.ts";
import type { FocusCharge } from "./focus-charge.ts";

/**
 * Puts the charges of a day (of the file's zone) that have all but a person, a key, a job and tags in common into one row. They
 * come in the order of time: what is in memory is one day's groups.
 */
export async function* dailyCharges(
  pages: AsyncIterable<readonly FocusCharge[]>,
  days: readonly TimeRange[],
  months: readonly TimeRange[],
): AsyncGenerator<FocusCharge[]> {
  let left = days;
  let groups = new Map<string, FocusCharge>();
  for await (const charges of pages) {
    for (const charge of charges) {
      while (left[0] !== undefined && left[0].toMs <= charge.row.created_at_ms) {
        if (groups.size > 0) yield [...groups.values()];
        groups = new Map();
        left = left.slice(1);
      }
      const day = left[0];
      if (day === undefined) throw new RangeError("a charge lies outside of its file's days");
      const key = keyOf(charge);
      const sum = groups.get(key);
      groups.set(key, sum === undefined ? asOfDay(charge, day, months) : added(sum, charge));
    }
  }
  if (groups.size > 0) yield [...groups.values()];
}

function keyOf({ row, class: kind, price, listUnitPrice }: FocusCharge): string {
  const perUnit =
    price.unit === GENERATION_UNIT ? [] : [price.unitPrice, listUnitPrice].map(String);
  return JSON.stringify([
    kind,
    price.unit,
    perUnit,
    row.video_seconds === null,
    row.price_id,
    row.cost_basis,
    row.currency,
    row.provider,
    row.upstream,
    row.model,
    row.resolution,
    row.operation,
    row.state,
    row.waste_cause,
    row.gpu_type,
    row.feature,
    row.surface,
    row.region,
    row.platform,
    row.plan,
  ]);
}

/** The first charge of a group, without what is a single clip's. */
function asOfDay(charge: FocusCharge, day: TimeRange, months: readonly TimeRange[]): FocusCharge {
  const row = {
    ...charge.row,
    generation_id: "",
    provider_job_id: "",
    key_id: "",
    user_id: NONE,
    customer: NONE,
    tags: {},
  };
  return {
    ...charge,
    row,
    period: chargePeriod(day.fromMs, day.toMs, monthOf(months, day.fromMs)),
  };
}

function added(sum: FocusCharge, charge: FocusCharge): FocusCharge {
  const cost = sum.cost + charge.cost;
  const whole = { ...sum, cost, generations: sum.generations + charge.generations };
  const row = {
    ...sum.row,
    video_seconds: sumOf(sum.row.video_seconds, charge.row.video_seconds),
    gpu_ms: charge.row.gpu_ms === null ? sum.row.gpu_ms : (sum.row.gpu_ms ?? 0) + charge.row.gpu_ms,
  };
  const quantity = sum.price.quantity + charge.price.quantity;
  if (sum.price.unit !== GENERATION_UNIT && multiplyNano(quantity, sum.price.unitPrice) === cost) {
    const listCost = multiplyNano(quantity, sum.listUnitPrice);
    return { ...whole, row, listCost, price: { ...sum.price, quantity } };
  }
  return { ...whole, row, ...inOne(cost, sum.listCost + charge.listCost) };
}

/** Where the factors don't make the sum any more, each cost having been rounded by itself: once the whole. */
function inOne(
  cost: Nano,
  listCost: Nano,
): Pick<FocusCharge, "price" | "listCost" | "listUnitPrice"> {
  return {
    price: { quantity: NANO_PER_UNIT, unit: GENERATION_UNIT, unitPrice: cost },
    listCost,
    listUnitPrice: listCost,
  };
}

function sumOf(left: string | null, right: string | null): string | null {
  if (left === null || right === null) return left ?? right;
  return formatNano(parseNano(left) + parseNano(right));
}
