import type { z } from "@hono/zod-openapi";
import { concentrationQuery as concentrationSql } from "../../db/clickhouse/queries/concentration.ts";
import { formatNano, parseNano } from "../../domain/money.ts";
import type { concentrationQuery } from "../contract/analytics-query.ts";
import type { ConcentrationAnswer } from "../contract/clip-costs.ts";
import type { CallContext } from "../http/call-context.ts";
import { askStore } from "./ask-store.ts";
import { contextOf, openQuestion } from "./open-question.ts";

/** Parts of all users in ten thousandths, closer together where the curve bends. */
const SHARES = [
  10, 50, 100, 200, 500, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000,
];

/** How much of the spend falls on how few users; whoever named no user is nobody. */
export async function concentration(
  ctx: CallContext,
  query: z.output<typeof concentrationQuery>,
): Promise<ConcentrationAnswer> {
  const question = await openQuestion(ctx, query, "none");
  const [context, [row]] = await Promise.all([
    contextOf(ctx, question),
    askStore(ctx.deps.ch, concentrationSql(question.scope, SHARES)),
  ]);
  const text = (decimal: string | undefined) => formatNano(parseNano(decimal ?? "0"));
  const points = row === undefined || row.users === 0 ? [] : row.points;
  return {
    ...context,
    users: row?.users ?? 0,
    spend: text(row?.spend),
    unnamed_spend: text(row?.unnamed),
    points: points.map(([users, spend], index) => ({
      share: (SHARES[index] ?? 0) / 100,
      users,
      spend: text(spend),
    })),
  };
}
