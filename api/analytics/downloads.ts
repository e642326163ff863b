import type { z } from "@hono/zod-openapi";
import { unknownDownloadsQuery } from "../../db/clickhouse/queries/downloads.ts";
import type { downloadsQuery } from "../contract/analytics-query.ts";
import type { DownloadsAnswer } from "../contract/analytics.ts";
import type { CallContext } from "../http/call-context.ts";
import { askStore } from "./ask-store.ts";
import { isoPeriod, openQuestion } from "./open-question.ts";

/** Finished clips of which nobody can say whether they were downloaded. */
export async function downloads(
  ctx: CallContext,
  query: z.output<typeof downloadsQuery>,
): Promise<DownloadsAnswer> {
  const { scope } = await openQuestion(ctx, query, "none");
  const [row] = await askStore(ctx.deps.ch, unknownDownloadsQuery(scope));
  return { ...isoPeriod(scope.range), unknown: row?.unknown ?? 0 };
}
