import { isUuid } from "../../domain/uuid-v7.ts";
import { findQuotaRule } from "../../db/postgres/management/quota-rules.ts";
import type { QuotaRow } from "../contract/quotas.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { showOneRule } from "./show-rules.ts";

/** One rule that is not deleted. */
export async function getQuota(ctx: CallContext, input: { id: string }): Promise<QuotaRow> {
  if (!isUuid(input.id)) throw notFound("quota");
  const row = await findQuotaRule(ctx.deps.pg.drizzle, ctx.workspaceId, input.id);
  if (row === null || row.deletedAt !== null) throw notFound("quota");
  return showOneRule(ctx, row);
}
