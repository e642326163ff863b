import type { z } from "@hono/zod-openapi";
import { busiestHourQuery } from "../../db/clickhouse/queries/fleet.ts";
import type { AnyDimension } from "../../domain/dimensions.ts";
import type { UpstreamFleet } from "../../domain/fleet/compose-fleet.ts";
import { addFleetFigures, NO_FLEET_FIGURES } from "../../domain/fleet/gpu-amount.ts";
import { splitIdle } from "../../domain/fleet/split-idle.ts";
import { askStore } from "../analytics/ask-store.ts";
import { isoPeriod } from "../analytics/open-question.ts";
import { readDimensions } from "../analytics/read-filters.ts";
import type { FleetAnswer, fleetQuery } from "../contract/fleet.ts";
import { ApiError } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { accountFleets, openFleetQuestion, type FleetQuestion } from "./open-fleet-question.ts";
import { showCounts, showFigures } from "./show-figures.ts";
import { idleLeft, showUsers } from "./show-users.ts";
import { showVersions } from "./show-versions.ts";

/** More rows than this are no report. */
export const MAX_FLEET_ROWS = 1_000;

/** What dedicated GPUs cost in a period, and who used them: used, failed and idle sum to what was paid. */
export async function fleet(
  ctx: CallContext,
  query: z.output<typeof fleetQuery>,
): Promise<FleetAnswer> {
  const by = readDimensions(query.by, 1)[0] ?? "feature";
  const question = await openFleetQuestion(ctx, query);
  const fleets = await accountFleets(ctx, question, by);
  const peaks = query.split === "peak" ? await busiestHours(ctx, question, by) : NO_HOURS;
  const splits = new Map(
    Array.from(fleets, ([slug, each]) => {
      const weights = weightsOf(each, peaks.get(slug)?.gpuMs ?? new Map());
      return [slug, splitIdle(each.figures.idle, query.split, weights)] as const;
    }),
  );
  const data = showUsers([...fleets.values()], [...splits.values()]);
  if (data.length > MAX_FLEET_ROWS) {
    throw new ApiError(
      "question_too_large",
      `Choose another dimension: this one has over ${MAX_FLEET_ROWS} values.`,
    );
  }
  const all = [...fleets.values()];
  const total = (read: (each: UpstreamFleet) => number) =>
    all.reduce((sum, each) => sum + read(each), 0);
  return {
    ...isoPeriod(question.scope.range),
    timezone: question.timeZone,
    currency: "USD",
    as_of: new Date(question.asOfMs).toISOString(),
    by,
    split: query.split,
    totals: {
      ...showFigures(
        all.reduce((sum, each) => addFleetFigures(sum, each.figures), NO_FLEET_FIGURES),
      ),
      ...showCounts({
        generations: total((each) => each.generations),
        running: total((each) => each.running),
        withoutGpuTime: total((each) => each.withoutGpuTime),
        unratedMs: all.reduce((sum, each) => sum + each.unratedMs, 0n),
      }),
    },
    upstreams: Array.from(fleets, ([slug, each]) => ({
      upstream: slug,
      ...showFigures(each.figures),
      ...showCounts(each),
      idle_left: idleLeft([splits.get(slug)].flatMap((split) => split ?? [])),
      busiest_hour: isoOrNull(peaks.get(slug)?.hourMs),
      versions: showVersions(each),
    })),
    data,
    idle_left: idleLeft([...splits.values()]),
  };
}

interface BusiestHour {
  readonly hourMs: number;
  readonly gpuMs: ReadonlyMap<string, bigint>;
}
const NO_HOURS: ReadonlyMap<string, BusiestHour> = new Map();

async function busiestHours(
  ctx: CallContext,
  { scope, fleets }: FleetQuestion,
  by: AnyDimension,
): Promise<ReadonlyMap<string, BusiestHour>> {
  if (fleets.size === 0) return NO_HOURS;
  const rows = await askStore(ctx.deps.ch, busiestHourQuery({ scope, by }));
  return new Map(
    Array.from(fleets.keys(), (slug) => rows.filter((row) => row.slug === slug)).flatMap((own) => {
      const [first] = own;
      if (first === undefined) return [];
      const gpuMs = new Map(own.map((row) => [row.value, row.gpu_ms]));
      return [[first.slug, { hourMs: first.hour_ms, gpuMs }] as const];
    }),
  );
}

function weightsOf({ values }: UpstreamFleet, peakMs: ReadonlyMap<string, bigint>) {
  return new Map(
    values.map(({ value, used, failed }) => [
      value,
      { gpuSeconds: used.seconds + failed.seconds, peakMs: peakMs.get(value) ?? 0n },
    ]),
  );
}

function isoOrNull(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
