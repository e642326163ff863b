import type { z } from "@hono/zod-openapi";
import { moneyByValueQuery, type moneyRow } from "../../db/clickhouse/queries/breakdown.ts";
import { changeCellsQuery } from "../../db/clickhouse/queries/change-cells.ts";
import type { Scope } from "../../db/clickhouse/queries/scope.ts";
import { carriesRevenue, type AnyDimension } from "../../domain/dimensions.ts";
import {
  CHANGE_DRIVERS,
  changeDrivers,
  type ChangeCell,
} from "../../domain/economics/change-drivers.ts";
import { formatNano, parseNano, type Nano } from "../../domain/money.ts";
import type { changesQuery } from "../contract/analytics-query.ts";
import type { ChangesAnswer } from "../contract/changes.ts";
import { ApiError } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { askStore } from "./ask-store.ts";
import { contextOf, isoPeriod, openQuestion } from "./open-question.ts";
import { readDimensions } from "./read-filters.ts";
import { revenueQuery } from "../../db/clickhouse/queries/summary.ts";

const MOVERS = 5;
const MAX_VALUES = 20_000;
/** A cell's seconds have three decimals at most. */
const NANO_PER_MS = 1_000_000n;

/** What changed since the period compared with: by driver, and by the values of one dimension. */
export async function changes(
  ctx: CallContext,
  query: z.output<typeof changesQuery>,
): Promise<ChangesAnswer> {
  const [by = "feature"] = readDimensions(query.by, 1);
  const question = await openQuestion(ctx, query, query.compare);
  const { scope, compared } = question;
  if (compared === null) throw new Error("a comparison without a period");
  const [context, now, before, cells, formerCells, revenue, formerRevenue] = await Promise.all([
    contextOf(ctx, question),
    figuresBy(ctx, scope, by),
    figuresBy(ctx, compared, by),
    cellsOf(ctx, scope),
    cellsOf(ctx, compared),
    revenueOf(ctx, scope),
    revenueOf(ctx, compared),
  ]);
  const values = [...new Set([...now.keys(), ...before.keys()])].map((value) => ({
    value,
    now: now.get(value) ?? nothing(by, revenue),
    before: before.get(value) ?? nothing(by, revenue),
  }));
  const ranked = values.toSorted((a, b) => rank(b) - rank(a) || (a.value < b.value ? -1 : 1));
  const movers = ranked.slice(0, MOVERS).filter((each) => sizeOf(each) > 0n);
  const whole = {
    now: { ...totalOf(now), revenue },
    before: { ...totalOf(before), revenue: formerRevenue },
  };
  const shown = movers.map(({ value, ...each }) => ({
    value,
    ...movedOf(each),
    generations: each.now.generations,
    generations_before: each.before.generations,
  }));
  const drivers = changeDrivers(formerCells, cells);
  return {
    ...context,
    previous: isoPeriod(compared.range),
    by,
    totals: movedOf(whole),
    drivers: CHANGE_DRIVERS.map((driver) => ({ driver, amount: formatNano(drivers[driver]) })),
    movers: shown,
    rest: {
      values: values.length - movers.length,
      ...movedOf({
        now: restOf(
          whole.now,
          movers.map((each) => each.now),
        ),
        before: restOf(
          whole.before,
          movers.map((each) => each.before),
        ),
      }),
    },
  };
}

interface Figures {
  readonly spend: Nano;
  readonly revenue: Nano | null;
  readonly generations: number;
}

interface Pair {
  readonly now: Figures;
  readonly before: Figures;
}

async function figuresBy(
  ctx: CallContext,
  scope: Scope,
  by: AnyDimension,
): Promise<ReadonlyMap<string, Figures>> {
  const rows: z.output<typeof moneyRow>[] = await askStore(
    ctx.deps.ch,
    moneyByValueQuery({
      scope,
      by: [by],
      order: "value",
      direction: "asc",
      limit: MAX_VALUES + 1,
      offset: 0,
    }),
  );
  if (rows.length > MAX_VALUES) {
    throw new ApiError(
      "question_too_large",
      `Add a filter or choose another dimension: ${by} has more than ${MAX_VALUES} values here.`,
    );
  }
  return new Map(
    rows.map((row) => [
      row.values[0] ?? "",
      {
        spend: parseNano(row.spend),
        revenue: row.revenue === null ? null : parseNano(row.revenue),
        generations: row.generations,
      },
    ]),
  );
}

async function cellsOf(ctx: CallContext, scope: Scope): Promise<ChangeCell[]> {
  const rows = await askStore(ctx.deps.ch, changeCellsQuery(scope));
  return rows.map((row) => ({
    model: row.model,
    resolution: row.resolution,
    made: row.made,
    clips: BigInt(row.clips),
    milliseconds: parseNano(row.seconds) / NANO_PER_MS,
    cost: parseNano(row.cost),
  }));
}

/** Revenue of the whole; null where a filter asks for what revenue entries don't carry. */
async function revenueOf(ctx: CallContext, scope: Scope): Promise<Nano | null> {
  const query = revenueQuery(scope);
  if (query === null) return null;
  const [row] = await askStore(ctx.deps.ch, query);
  return parseNano(row?.revenue ?? "0");
}

function nothing(by: AnyDimension, revenue: Nano | null): Figures {
  const known = revenue !== null && carriesRevenue(by);
  return { spend: 0n, revenue: known ? 0n : null, generations: 0 };
}

function totalOf(values: ReadonlyMap<string, Figures>): Figures {
  return {
    spend: [...values.values()].reduce((sum, { spend }) => sum + spend, 0n),
    revenue: null,
    generations: 0,
  };
}

function restOf(whole: Figures, parts: readonly Figures[]): Figures {
  return parts.reduce<Figures>(
    (left, part) => ({
      spend: left.spend - part.spend,
      revenue: left.revenue === null || part.revenue === null ? null : left.revenue - part.revenue,
      generations: 0,
    }),
    whole,
  );
}

/** How much a value moved. */
function sizeOf({ now, before }: Pair): Nano {
  const revenue =
    now.revenue === null || before.revenue === null ? 0n : now.revenue - before.revenue;
  const moved = revenue - (now.spend - before.spend);
  return moved < 0n ? -moved : moved;
}

/** For ordering alone; the amounts stay whole. */
function rank(pair: Pair): number {
  return Number(sizeOf(pair));
}

function movedOf({ now, before }: Pair) {
  const marginOf = ({ revenue, spend }: Figures) => (revenue === null ? null : revenue - spend);
  return {
    spend: changeOf(now.spend, before.spend),
    revenue: knownChange(now.revenue, before.revenue),
    margin: knownChange(marginOf(now), marginOf(before)),
  };
}

function knownChange(now: Nano | null, before: Nano | null) {
  return now === null || before === null ? null : changeOf(now, before);
}

function changeOf(now: Nano, before: Nano) {
  return { now: formatNano(now), before: formatNano(before), change: formatNano(now - before) };
}
