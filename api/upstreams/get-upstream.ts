import { isUuid } from "../../domain/uuid-v7.ts";
import { versionAt } from "../../domain/fleet/fleet-version.ts";
import { fleetsOf } from "../../db/postgres/management/fleet-versions.ts";
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
  const fleets = await fleetsOf(ctx.deps.pg.drizzle, ctx.workspaceId, [row.id]);
  const gpus = versionAt(fleets.get(row.id) ?? [], ctx.nowMs)?.gpus ?? null;
  return showUpstream(row, gpus, ctx.deps.publicUrl);
}
