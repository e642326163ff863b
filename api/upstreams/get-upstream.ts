import { isUuid } from "../../domain/uuid-v7.ts";
import { findUpstream } from "../../db/postgres/management/upstreams.ts";
import type { UpstreamRow } from "../contract/upstreams.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { showUpstream } from "./show-upstream.ts";

/** One upstream of the workspace. */
export async function getUpstream(ctx: CallContext, input: { id: string }): Promise<UpstreamRow> {
  if (!isUuid(input.id)) throw notFound("upstream");
  const row = await findUpstream(ctx.deps.pg.drizzle, ctx.workspaceId, input.id, false);
  if (row === null) throw notFound("upstream");
  return showUpstream(row, ctx.deps.publicUrl);
}
