import { versionAt } from "../../domain/fleet/fleet-version.ts";
import { fleetsOf } from "../../db/postgres/management/fleet-versions.ts";
import { listUpstreams as listUpstreamRows } from "../../db/postgres/management/upstreams.ts";
import type { UpstreamsAnswer } from "../contract/upstreams.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage, type PageInput } from "../http/page.ts";
import { showUpstream } from "./show-upstream.ts";

/** The workspace's upstreams, newest first, disabled ones included. */
export async function listUpstreams(ctx: CallContext, page: PageInput): Promise<UpstreamsAnswer> {
  const afterId = positionOf(ctx, "upstreams", page, 1)?.[0] ?? null;
  const rows = await listUpstreamRows(ctx.deps.pg.drizzle, ctx.workspaceId, {
    afterId,
    limit: page.limit + 1,
  });
  const fleets = await fleetsOf(
    ctx.deps.pg.drizzle,
    ctx.workspaceId,
    rows.map((row) => row.id),
  );
  const gpusOf = (id: string) => versionAt(fleets.get(id) ?? [], ctx.nowMs)?.gpus ?? null;
  return toPage(ctx, "upstreams", rows, page, {
    show: (row) => showUpstream(row, gpusOf(row.id), ctx.deps.publicUrl),
    position: (row) => [row.id],
  });
}
