import type { z } from "@hono/zod-openapi";
import { addFleetFigures, NO_FLEET_FIGURES } from "../../domain/fleet/gpu-amount.ts";
import { bucketStarts, nextStart, TooManyBucketsError } from "../../domain/time-buckets.ts";
import { openZone } from "../../domain/time-zone.ts";
import { isoPeriod } from "../analytics/open-question.ts";
import type { FleetSeriesAnswer, fleetSeriesQuery } from "../contract/fleet.ts";
import { invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { accountFleets, openFleetQuestion, type FleetQuestion } from "./open-fleet-question.ts";
import { showFigures } from "./show-figures.ts";

/** The same figures for each hour or day of the zone. */
export async function fleetSeries(
  ctx: CallContext,
  query: z.output<typeof fleetSeriesQuery>,
): Promise<FleetSeriesAnswer> {
  const question = await openFleetQuestion(ctx, query);
  const { range } = question.scope;
  const startsMs = startsOf(question, query.interval);
  const fleets = await accountFleets(ctx, question, null, startsMs);
  const segments = [...fleets.values()].flatMap((fleet) => fleet.segments);
  const zone = openZone(question.timeZone);
  return {
    ...isoPeriod(range),
    timezone: question.timeZone,
    currency: "USD",
    as_of: new Date(question.asOfMs).toISOString(),
    interval: query.interval,
    buckets: startsMs.map((startMs, index) => {
      const endMs = startsMs[index + 1] ?? nextStart(startMs, query.interval, zone);
      const figures = segments
        .filter(({ segment }) => segment.fromMs >= startMs && segment.fromMs < endMs)
        .reduce((sum, each) => addFleetFigures(sum, each.figures), NO_FLEET_FIGURES);
      return {
        start: new Date(startMs).toISOString(),
        end: new Date(endMs).toISOString(),
        partial: startMs < range.fromMs || endMs > range.toMs || endMs > question.asOfMs,
        ...showFigures(figures),
      };
    }),
  };
}

function startsOf({ scope, timeZone }: FleetQuestion, interval: "hour" | "day"): readonly number[] {
  try {
    return bucketStarts(scope.range, interval, timeZone);
  } catch (error) {
    if (error instanceof TooManyBucketsError) {
      throw invalidField("interval", "is too short for this range: choose a longer one");
    }
    throw error;
  }
}
