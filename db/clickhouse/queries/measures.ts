import { z } from "zod";
import { FINAL_STATES } from "../../../domain/generation.ts";
import { WASTE_CAUSES } from "../../../domain/waste.ts";
import { IN_FLIGHT_STATES } from "../cells.ts";
import { countText, decimalText } from "./query.ts";
import type { Source } from "./scope.ts";

const list = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

/** Money is summed in the reporting currency alone. */
const OURS = "currency = {currency:String}";

const PRICED = `state IN (${list(FINAL_STATES)}) AND cost_basis != 'unpriced'`;

/**
 * The columns of every figure about generations, out of a rollup or raw rows alike. `spend` counts known outcomes;
 * what is still running is in `held`, never in both.
 */
export function measureColumns(source: Source): string {
  const { cost } = source.figures;
  return `${additiveColumns(source)},
  sumMapIf(map(toString(cost_basis), ${cost}), ${OURS} AND ${cost} != 0) AS spend_by_basis,
  sumMapIf(map(toString(waste_cause), ${cost}), ${OURS} AND waste_cause != '') AS waste_by_cause,
  ${distinctColumns(source)}`;
}

/** What can't be summed over cells. */
export function distinctColumns({ figures }: Source): string {
  return `${figures.users} AS users,
  ${figures.durations} AS durations`;
}

/** Those that may be summed over rows: cheap enough for a chart of many points. */
export function additiveColumns({ figures }: Source): string {
  const { cost, held, countIf, videoSecondsIf } = figures;
  return `
  ${figures.generations} AS generations,
  sumIf(${cost}, ${OURS}) AS spend,
  sumIf(${held}, ${OURS}) AS held,
  ${countIf("state = 'succeeded'")} AS succeeded,
  ${countIf("state = 'succeeded' AND waste_cause != 'never_downloaded'")} AS delivered,
  ${countIf("state IN ('failed', 'blocked', 'cancelled', 'expired')")} AS failed,
  ${countIf(`state IN (${list(IN_FLIGHT_STATES)})`)} AS in_flight,
  ${countIf("cost_basis = 'unpriced'")} AS unpriced,
  ${countIf(PRICED)} AS priced,
  ${videoSecondsIf(`${PRICED} AND ${OURS}`)} AS priced_seconds,
  sumIf(${cost}, ${OURS} AND waste_cause != '') AS waste,
  ${figures.videoSeconds} AS video_seconds,
  ${figures.gpuMs} AS gpu_ms`;
}

const amounts = z.record(z.string(), decimalText);
/** The median and the 95th percentile in ms; nan (null in JSON) without any value. */
const quantiles = z.array(z.number().nullable());

/** One row of `additiveColumns`. */
export const additiveRow = z.object({
  generations: countText,
  spend: decimalText,
  held: decimalText,
  succeeded: countText,
  /** Succeeded, less those of which it is known that nobody has downloaded them. */
  delivered: countText,
  failed: countText,
  in_flight: countText,
  unpriced: countText,
  /** Ended with a known cost. */
  priced: countText,
  /** The seconds of those of them whose cost is in the reporting currency. */
  priced_seconds: decimalText,
  waste: decimalText,
  video_seconds: decimalText,
  /** Null when nobody knows the GPU time of any of them. */
  gpu_ms: countText.nullable(),
});

export type AdditiveRow = z.output<typeof additiveRow>;

/** One row of `measureColumns`. */
export const measureRow = additiveRow.extend({
  spend_by_basis: amounts,
  waste_by_cause: z.partialRecord(z.enum(WASTE_CAUSES), decimalText),
  users: countText,
  durations: quantiles,
});
export type MeasureRow = z.output<typeof measureRow>;
