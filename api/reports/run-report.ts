import type { z } from "@hono/zod-openapi";
import { lastFxRecorded } from "../../db/postgres/management/fx-rate-versions.ts";
import { lastRevenueRecorded } from "../../db/postgres/management/revenue-versions.ts";
import { WEIGHT_PREFIX, type MarginAnswer, type marginQuery } from "../contract/margin.ts";
import type { CallContext } from "../http/call-context.ts";
import { margin } from "../margin/margin.ts";

/** A report and what it answers. */
export interface ReportRun {
  /** The question with every default filled in, as text. */
  readonly query: Readonly<Record<string, string>>;
  readonly answer: MarginAnswer;
  /** What was surely known when it was answered, as numbers of written versions. */
  readonly revenueRecorded: number;
  readonly fxRecorded: number;
}

/** Answers a report's question. What is written while it is answered counts as written since. */
export async function runReport(
  ctx: CallContext,
  query: z.output<typeof marginQuery>,
): Promise<ReportRun> {
  const { drizzle } = ctx.deps.pg;
  const revenueRecorded = await lastRevenueRecorded(drizzle, ctx.workspaceId);
  const fxRecorded = await lastFxRecorded(drizzle, ctx.workspaceId);
  const answer = await margin(ctx, query);
  const weights = Object.entries(query).flatMap(([name, value]) =>
    name.startsWith(WEIGHT_PREFIX) && typeof value === "string" ? [[name, value] as const] : [],
  );
  return {
    query: {
      from: answer.from,
      to: answer.to,
      tz: answer.timezone,
      by: answer.by,
      rule: answer.rule,
      currency: answer.currency,
      live: query.live,
      ...Object.fromEntries(weights),
    },
    answer,
    revenueRecorded,
    fxRecorded,
  };
}
