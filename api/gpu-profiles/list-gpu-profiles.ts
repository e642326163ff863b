import { listGpuProfiles as listRows } from "../../db/postgres/management/gpu-profiles.ts";
import type { GpuProfilesAnswer } from "../contract/gpu-profiles.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage, type PageInput } from "../http/page.ts";
import { showGpuProfile } from "./show-gpu-profile.ts";

/** The workspace's GPU profiles, newest first, ended ones included. */
export async function listGpuProfiles(
  ctx: CallContext,
  page: PageInput,
): Promise<GpuProfilesAnswer> {
  const rows = await listRows(ctx.deps.pg.drizzle, ctx.workspaceId, {
    afterId: positionOf(ctx, "gpu-profiles", page, 1)?.[0] ?? null,
    limit: page.limit + 1,
  });
  return toPage(ctx, "gpu-profiles", rows, page, {
    show: showGpuProfile,
    position: (row) => [row.id],
  });
}
