import { fleetUseQuery, type FleetUse as FleetUseRow } from "../../db/clickhouse/queries/fleet.ts";
import { allFleets } from "../../db/postgres/management/fleet-versions.ts";
import type { AnyDimension } from "../../domain/dimensions.ts";
import { composeFleet, type UpstreamFleet } from "../../domain/fleet/compose-fleet.ts";
import type { FleetVersion } from "../../domain/fleet/fleet-version.ts";
import { askStore } from "../analytics/ask-store.ts";
import { openQuestion, type Question } from "../analytics/open-question.ts";
import type { PeriodQuery } from "../analytics/read-period.ts";
import { invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";

/** A question about fleets after its input was read. */
export interface FleetQuestion extends Question {
  readonly fleets: ReadonlyMap<string, readonly FleetVersion[]>;
}

/** Reads it. @throws ApiError naming the faulty field. */
export async function openFleetQuestion(
  ctx: CallContext,
  query: PeriodQuery & { readonly upstream?: readonly string[] | undefined },
): Promise<FleetQuestion> {
  const known = await allFleets(ctx.deps.pg.drizzle, ctx.workspaceId);
  const unknown = query.upstream?.find((slug) => !known.has(slug));
  if (unknown !== undefined) {
    throw invalidField("upstream", `names "${unknown}", which has no GPUs of its own`);
  }
  const slugs = query.upstream ?? [...known.keys()];
  const asked = { from: query.from, to: query.to, tz: query.tz, upstream: slugs };
  const question = await openQuestion(ctx, asked, "none");
  return {
    ...question,
    fleets: new Map([...known].filter(([slug]) => slugs.includes(slug))),
  };
}

/** Accounts for each fleet of a question, cut at its versions and at `bucketsMs`. */
export async function accountFleets(
  ctx: CallContext,
  { scope, fleets }: FleetQuestion,
  by: AnyDimension | null,
  bucketsMs: readonly number[] = [],
): Promise<ReadonlyMap<string, UpstreamFleet>> {
  if (fleets.size === 0) return new Map();
  const { range } = scope;
  const changesMs = [...fleets.values()].flat().map((version) => version.validFromMs);
  const inside = [...changesMs, ...bucketsMs].filter(
    (atMs) => atMs > range.fromMs && atMs < range.toMs,
  );
  const cutsMs = [...new Set(inside)].toSorted((a, b) => a - b);
  const startsMs = [range.fromMs, ...cutsMs];
  const rows = await askStore(ctx.deps.ch, fleetUseQuery({ scope, startsMs, by }));
  const whole = { range, untilMs: ctx.nowMs, cutsMs };
  return new Map(
    Array.from(fleets, ([slug, versions]) => {
      const uses = rows.filter((row) => row.slug === slug).map((row) => toUse(row, startsMs));
      return [slug, composeFleet(versions, uses, whole)] as const;
    }),
  );
}

function toUse(row: FleetUseRow, startsMs: readonly number[]) {
  return {
    fromMs: startsMs[row.slot] ?? 0,
    value: row.value,
    outcome: row.outcome,
    generations: row.generations,
    gpuKnown: row.gpu_known,
    gpuMs: row.gpu_ms,
  };
}
