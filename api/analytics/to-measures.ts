import { COST_BASES } from "../../domain/generation.ts";
import {
  divideRounded,
  formatNano,
  NANO_PER_UNIT,
  parseNano,
  type Nano,
} from "../../domain/money.ts";
import { WASTE_CAUSES } from "../../domain/waste.ts";
import type { AdditiveRow, MeasureRow } from "../../db/clickhouse/queries/measures.ts";
import type { PointMeasures } from "../contract/analytics.ts";
import type { Measures } from "../contract/measures.ts";

/** Writes a row of figures as an answer. `revenue` is null where it can't be known. */
export function toMeasures(row: MeasureRow, revenue: string | null): Measures {
  const spend = parseNano(row.spend);
  const { priced } = row;
  const earned = revenue === null ? null : parseNano(revenue);
  const margin = earned === null ? null : earned - spend;
  const [p50 = null, p95 = null] = row.durations;
  return {
    ...toPoint(row, revenue),
    spend_by_basis: parts(COST_BASES, row.spend_by_basis),
    margin_pct: earned === null || margin === null ? null : percent(margin, earned),
    waste_by_cause: parts(WASTE_CAUSES, row.waste_by_cause),
    cost_per_generation: each(priced === 0 ? null : spend, priced),
    cost_per_second: perSecond(spend, parseNano(row.priced_seconds)),
    cost_per_delivered: each(priced === 0 ? null : spend, row.delivered),
    revenue_per_generation: each(earned, row.generations),
    users: row.users,
    p50_ms: p50,
    p95_ms: p95,
  };
}

/** The measures that may be added up. */
export function toPoint(row: AdditiveRow, revenue: string | null): PointMeasures {
  const spend = parseNano(row.spend);
  return {
    spend: formatNano(spend),
    revenue: revenue === null ? null : formatNano(parseNano(revenue)),
    margin: revenue === null ? null : formatNano(parseNano(revenue) - spend),
    generations: row.generations,
    succeeded: row.succeeded,
    delivered: row.delivered,
    failed: row.failed,
    waste: formatNano(parseNano(row.waste)),
    video_seconds: formatNano(parseNano(row.video_seconds)),
    gpu_seconds: row.gpu_ms === null ? null : formatNano(BigInt(row.gpu_ms) * NANO_PER_MS),
    unpriced: row.unpriced,
    priced: row.priced,
    priced_seconds: formatNano(parseNano(row.priced_seconds)),
    in_flight: row.in_flight,
    held: formatNano(parseNano(row.held)),
  };
}

/** The figures of nothing: counted, and found to be none. */
export const NO_FIGURES: MeasureRow = {
  generations: 0,
  spend: "0",
  spend_by_basis: {},
  held: "0",
  succeeded: 0,
  delivered: 0,
  failed: 0,
  in_flight: 0,
  unpriced: 0,
  priced: 0,
  priced_seconds: "0",
  waste: "0",
  waste_by_cause: {},
  video_seconds: "0",
  gpu_ms: null,
  users: 0,
  durations: [],
};

const NANO_PER_MS = 1_000_000n;

function parts<Name extends string>(
  names: readonly Name[],
  amounts: Readonly<Record<string, string | undefined>>,
): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const amount = amounts[name];
    if (amount !== undefined) found[name] = formatNano(parseNano(amount));
  }
  return found;
}

function each(total: Nano | null, count: number): string | null {
  return total === null || count === 0 ? null : formatNano(divideRounded(total, BigInt(count)));
}

function perSecond(spend: Nano, seconds: Nano): string | null {
  return seconds === 0n ? null : formatNano(divideRounded(spend * NANO_PER_UNIT, seconds));
}

/** Two decimals; null without anything to divide by. */
function percent(part: Nano, whole: Nano): string | null {
  if (whole === 0n) return null;
  const hundredths = divideRounded(part * 10_000n, whole);
  const magnitude = hundredths < 0n ? -hundredths : hundredths;
  const decimals = (magnitude % 100n).toString().padStart(2, "0");
  return `${hundredths < 0n ? "-" : ""}${magnitude / 100n}.${decimals}`;
}
