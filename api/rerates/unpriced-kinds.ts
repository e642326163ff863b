import {
  unpricedKindsQuery,
  unsettledUnpricedQuery,
  type UnpricedRow,
} from "../../db/clickhouse/queries/unpriced.ts";
import { readDimensions } from "../../db/clickhouse/rows/read-dimensions.ts";
import { freshnessOf } from "../../db/postgres/management/freshness.ts";
import { pricesSeen } from "../../db/postgres/management/prices.ts";
import { priceVersion } from "../../db/postgres/price-version.ts";
import { FINAL_STATES } from "../../domain/generation.ts";
import {
  unpricedKinds as kindsOf,
  type UnpricedGroup,
  type UnpricedKind,
} from "../../domain/rerate/unpriced-kinds.ts";
import { askStore } from "../analytics/ask-store.ts";
import { isoPeriod } from "../analytics/open-question.ts";
import { readPeriod, type PeriodQuery } from "../analytics/read-period.ts";
import type { UnpricedAnswer, UnpricedKind as ShownKind } from "../contract/unpriced.ts";
import type { CallContext } from "../http/call-context.ts";

/** Groups that are looked at, the most frequent ones. */
const MAX_GROUPS = 5_000;
const MAX_KINDS = 200;
const MAX_VALUES = 4;

/** What has no known cost, by the price that it lacks, with a price to fill in. */
export async function unpricedKinds(ctx: CallContext, query: PeriodQuery): Promise<UnpricedAnswer> {
  const { pg, ch } = ctx.deps;
  const { timeZone: ownZone } = await freshnessOf(pg.drizzle, ctx.workspaceId);
  const { range, timeZone } = readPeriod(query, ownZone, ctx.nowMs);
  const [rows, [unsettled]] = await Promise.all([
    askStore(ch, unpricedKindsQuery(ctx.workspaceId, range, MAX_GROUPS)),
    askStore(ch, unsettledUnpricedQuery(ctx.workspaceId, range)),
  ]);
  const records =
    rows.length === 0 ? [] : await pricesSeen(pg.drizzle, ctx.workspaceId, null, null);
  const versions = records.flatMap((record) => priceVersion(record) ?? []);
  const kinds = kindsOf(versions, rows.map(groupOf))
    .map((kind) => showKind(kind, ctx.deps.currency))
    .toSorted((a, b) => b.generations - a.generations);
  const shown = kinds.slice(0, MAX_KINDS);
  const all = rows[0]?.all ?? 0;
  return {
    ...isoPeriod(range),
    timezone: timeZone,
    generations: all,
    kinds: shown,
    left_out: all - shown.reduce((sum, kind) => sum + kind.generations, 0),
    unsettled: unsettled?.generations ?? 0,
    took_ms: Math.max(0, ctx.deps.clock() - ctx.nowMs),
  };
}

function groupOf(row: UnpricedRow): UnpricedGroup {
  const state = FINAL_STATES.find((known) => known === row.state);
  if (state === undefined) throw new RangeError(`not a final state: ${row.state}`);
  return {
    provider: row.provider,
    model: row.model,
    state,
    dimensions: readDimensions(row.dimensions),
    mixedCharges: row.mixed,
    secondsKnown: row.seconds_known,
    gpuKnown: row.gpu_known,
    generations: row.generations,
    firstMs: row.first_ms,
    lastMs: row.last_ms,
  };
}

function showKind(kind: UnpricedKind, currency: string): ShownKind {
  const { provider, model, reason, groups, suggested } = kind;
  const iso = (atMs: number) => new Date(atMs).toISOString();
  return {
    provider,
    model,
    reason,
    generations: groups.reduce((sum, group) => sum + group.generations, 0),
    first: iso(Math.min(...groups.map((group) => group.firstMs))),
    last: iso(Math.max(...groups.map((group) => group.lastMs))),
    dimensions: dimensionsOf(groups),
    suggested: {
      provider,
      model,
      unit: suggested.unit,
      conditions: { ...suggested.conditions },
      currency,
      valid_from: iso(suggested.validFromMs).replace("T00:00:00.000Z", ""),
      valid_to: suggested.validToMs === null ? null : iso(suggested.validToMs),
    },
  };
}

/** Each dimension's values, the most frequent in front. */
function dimensionsOf(groups: UnpricedKind["groups"]): ShownKind["dimensions"] {
  const names = new Set(groups.flatMap((group) => Object.keys(group.dimensions)));
  return [...names].toSorted().map((name) => {
    const uses = new Map<string | number | boolean, number>();
    for (const { dimensions, generations } of groups) {
      const value = dimensions[name];
      if (value !== undefined) uses.set(value, (uses.get(value) ?? 0) + generations);
    }
    const values = [...uses].toSorted(([, a], [, b]) => b - a).map(([value]) => value);
    return {
      name,
      values: values.slice(0, MAX_VALUES),
      more: Math.max(0, values.length - MAX_VALUES),
    };
  });
}
