import type { z } from "@hono/zod-openapi";
import { ECONOMICS_ORDERS, type EconomicsOrder } from "../../domain/economics/dimensions.ts";
import { orderRows } from "../../domain/economics/order-rows.ts";
import { composeMargin, NO_GROUP_FIGURES, type MarginReport } from "../../domain/finance/margin.ts";
import { formatNano, parseNano, type Nano } from "../../domain/money.ts";
import type { EconomicsAnswer, economicsQuery } from "../contract/economics.ts";
import { invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage } from "../http/page.ts";
import { earnedRevenue, type Earned } from "./earned.ts";
import { economicsOfGroups, type EconomicsGroup } from "./economics-of-groups.ts";
import { economicsOfUsers } from "./economics-of-users.ts";
import { openEconomicsQuestion, type EconomicsQuestion } from "./economics-question.ts";
import { showFigures, showLedgerContext, shown } from "./show-figures.ts";
import { wholeOf, type Whole } from "./whole.ts";

type Query = z.output<typeof economicsQuery>;

/** What the clips of each group cost and earn, each way of sharing with what it is shared by. */
export async function economics(ctx: CallContext, query: Query): Promise<EconomicsAnswer> {
  const order = orderOf(query.order);
  if (query.by === "user") refuseForUsers(query);
  const question = await openEconomicsQuestion(ctx, query);
  const { cursor: _cursor, limit: _limit, ...asked } = query;
  const list = `economics ${JSON.stringify([asked, question.scope.range])}`;
  if (query.by === "user") return ofUsers(ctx, query, question, list);

  const offset = Number(positionOf(ctx, list, query, 1)?.[0] ?? "0");
  const { rows, whole, report, earned } = await economicsOfGroups(
    ctx,
    question,
    query.by,
    query.rule,
  );
  const ordered = orderRows(rows, order.name, order.direction);
  return {
    ...answerOf(query, question, { whole, report, earned }),
    ...toPage(ctx, list, ordered.slice(offset, offset + query.limit + 1), query, {
      show: showGroup,
      position: () => [String(offset + query.limit)],
    }),
  };
}

async function ofUsers(
  ctx: CallContext,
  query: Query,
  question: EconomicsQuestion,
  list: string,
): Promise<EconomicsAnswer> {
  const [rank, user] = positionOf(ctx, list, query, 2) ?? [];
  const after = rank === undefined || user === undefined ? null : { rank: parseNano(rank), user };
  const earned = await earnedRevenue(ctx, question, "user");
  const rows = await economicsOfUsers(ctx, question, earned, { after, limit: query.limit });
  // Plans stand in for users where only the sum is asked for: the rollups carry them.
  const whole = await wholeOf(ctx, question, "plan", earned);
  const report = composeMargin(
    new Map(
      [...earned.groups].map(([group, users]) => [
        group,
        { ...NO_GROUP_FIGURES, revenue: sum(users) },
      ]),
    ),
    "none",
    new Map(),
  );
  return {
    ...answerOf(query, question, { whole, report, earned }),
    ...toPage(ctx, list, rows, query, {
      show: (row) => showGroup(row),
      position: (row) => [formatNano(row.rank), row.value],
    }),
  };
}

function answerOf(
  query: Query,
  question: EconomicsQuestion,
  { whole, report, earned }: { whole: Whole; report: MarginReport; earned: Earned },
): Omit<EconomicsAnswer, "data" | "next_cursor"> {
  const { totals } = whole;
  const known = question.revenueKnown;
  const ofRevenue = (amount: Nano) => shown(known ? amount : null);
  return {
    ...showLedgerContext(question, totals.spent),
    by: query.by,
    rule: query.rule,
    totals: {
      ...showFigures(totals),
      direct_revenue: ofRevenue(report.direct),
      allocated_revenue: ofRevenue(report.allocated),
      direct_margin: ofRevenue(report.direct - totals.spent.spend),
      recognised_revenue: ofRevenue(report.recognised),
      unallocated_revenue: ofRevenue(report.unallocated),
      paying_users: earned.payers.size,
      entries: earned.entries,
    },
    unallocated_reason: known ? report.unallocatedReason : null,
    revenue_reason: known ? null : "filter_without_revenue",
  };
}

function showGroup({ value, figures }: EconomicsGroup): EconomicsAnswer["data"][number] {
  return { value, ...showFigures(figures) };
}

function orderOf(text: string): { name: EconomicsOrder; direction: "asc" | "desc" } {
  const name = ECONOMICS_ORDERS.find((known) => known === text.replace(/^-/, ""));
  if (name === undefined) throw invalidField("order", "is nothing to order by");
  return { name, direction: text.startsWith("-") ? "desc" : "asc" };
}

function refuseForUsers({ order, rule }: Query): void {
  if (order !== "-spend") throw invalidField("order", "must be -spend where by is user");
  if (rule !== "none") {
    throw invalidField(
      "rule",
      "must be none where by is user: what names nobody stays unallocated",
    );
  }
}

function sum(amounts: ReadonlyMap<string, Nano>): Nano {
  return [...amounts.values()].reduce((total, amount) => total + amount, 0n);
}
