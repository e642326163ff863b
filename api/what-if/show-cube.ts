import type { z } from "@hono/zod-openapi";
import { rhythmQuery } from "../../db/clickhouse/queries/rhythm.ts";
import type { Scope } from "../../db/clickhouse/queries/scope.ts";
import {
  cubeCellsQuery,
  planRevenueQuery,
  planUseQuery,
} from "../../db/clickhouse/queries/what-if-cube.ts";
import { openCalendar } from "../../domain/finance/calendar-day.ts";
import { openClosedBooks } from "../../domain/finance/closed-books.ts";
import { formatNano, NANO_PER_UNIT, parseNano } from "../../domain/money.ts";
import { bucketStarts } from "../../domain/time-buckets.ts";
import { askStore } from "../analytics/ask-store.ts";
import { contextOf, openQuestion } from "../analytics/open-question.ts";
import type { CubeAnswer, cubeQuery } from "../contract/what-if.ts";
import type { CallContext } from "../http/call-context.ts";
import { openRateBook } from "../margin/rate-book.ts";
import { ratesOfScope } from "../rerates/rates-of-scope.ts";
import { planGroups, USER_PARTS } from "./plan-groups.ts";

const DAY_MS = 86_400_000;
const NANO_PER_MS = 1_000_000n;

/** What was recorded, as much of it as a what-if needs. */
export async function showCube(
  ctx: CallContext,
  query: z.output<typeof cubeQuery>,
): Promise<CubeAnswer> {
  const { book, ...asked } = query;
  const question = await openQuestion(ctx, asked, "none");
  const { range } = question.scope;
  const scope: Scope =
    book === undefined
      ? question.scope
      : { ...question.scope, book: await ratesOfScope(ctx, { ...ALL, ...range }, book) };
  const dayStartsMs = bucketStarts(range, "day", question.timeZone);
  const revenueSql = planRevenueQuery(scope);
  const [context, cells, plans, hours, revenue] = await Promise.all([
    contextOf(ctx, question),
    askStore(ctx.deps.ch, cubeCellsQuery(scope)),
    askStore(ctx.deps.ch, planUseQuery(question.scope, USER_PARTS)),
    askStore(
      ctx.deps.ch,
      rhythmQuery({ scope: question.scope, timeZone: question.timeZone, dayStartsMs }),
    ),
    revenueSql === null ? null : askStore(ctx.deps.ch, revenueSql),
  ]);
  const clips = cells[0]?.clips_in_all ?? 0;
  return {
    ...context,
    book: book ?? null,
    days: (range.toMs - range.fromMs) / DAY_MS,
    clips,
    clips_left_out: clips - cells.reduce((sum, cell) => sum + cell.clips, 0),
    cells: cells.map(({ clips_in_all: _clips, gpu_ms, unit_cost, ...cell }) => ({
      ...cell,
      cost: text(cell.cost),
      seconds: text(cell.seconds),
      gpu_seconds: formatNano(BigInt(gpu_ms) * NANO_PER_MS),
      unit_cost: cell.priced === 0 ? null : quantiles(unit_cost),
    })),
    plans: plans.map(({ plan, users, clips: ofPlan, points }) => ({
      plan,
      users,
      clips: ofPlan,
      groups: planGroups(users, ofPlan, points),
    })),
    hours: weekOf(hours),
    revenue: revenue?.map((row) => ({ ...row, amount: text(row.amount) })) ?? null,
    rates: await ratesInto(ctx, scope.currency, revenue ?? [], range.toMs, question.timeZone),
  };
}

const ALL = { provider: null, model: null, feature: null, upstream: null, unpricedOnly: false };

const text = (decimal: string) => formatNano(parseNano(decimal));

function quantiles([low = "0", middle = "0", high = "0"]: readonly string[]): [
  string,
  string,
  string,
] {
  return [text(low), text(middle), text(high)];
}

const HOURS_PER_WEEK = 168;

function weekOf(
  cells: readonly {
    readonly weekday: number;
    readonly hour: number;
    readonly generations: number;
  }[],
): number[] {
  const week = Array.from({ length: HOURS_PER_WEEK }, () => 0);
  for (const { weekday, hour, generations } of cells) week[(weekday - 1) * 24 + hour] = generations;
  return week;
}

async function ratesInto(
  ctx: CallContext,
  into: string,
  revenue: readonly { readonly currency: string }[],
  toMs: number,
  timeZone: string,
): Promise<Record<string, string>> {
  const others = [...new Set(revenue.map(({ currency }) => currency))].filter(
    (currency) => currency !== into,
  );
  // A simulation asks for today's knowledge, whatever is closed.
  const books = openClosedBooks([]);
  const known = await openRateBook(ctx, into, books).ratesFor(others);
  const day = openCalendar(timeZone).dayOf(toMs - 1);
  return Object.fromEntries(
    others.flatMap((currency) => {
      const one = known.convert(NANO_PER_UNIT, currency, into, day, books.today);
      return one.kind === "converted" ? [[currency, formatNano(one.amount)]] : [];
    }),
  );
}
