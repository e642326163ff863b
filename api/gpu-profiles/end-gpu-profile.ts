import {
  endGpuProfile as endRow,
  lockGpuProfile,
} from "../../db/postgres/management/gpu-profiles.ts";
import { isUuid } from "../../domain/uuid-v7.ts";
import type { GpuProfileRow } from "../contract/gpu-profiles.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { changeConfig, recordChange } from "../http/record-change.ts";
import { showGpuProfile } from "./show-gpu-profile.ts";

/**
 * Ends a profile now, or before it began where it lies ahead. What was admitted while it counted keeps it. Again changes
 * nothing.
 */
export async function endGpuProfile(
  ctx: CallContext,
  input: { readonly id: string },
): Promise<GpuProfileRow> {
  if (!isUuid(input.id)) throw notFound("GPU profile");
  const row = await changeConfig(ctx, async (tx) => {
    const present = await lockGpuProfile(tx, ctx.workspaceId, input.id);
    if (present === null) throw notFound("GPU profile");
    if (present.validTo !== null && present.validTo.getTime() <= ctx.nowMs) return present;
    const validTo = new Date(Math.max(ctx.nowMs, present.validFrom.getTime()));
    if (present.validTo?.getTime() === validTo.getTime()) return present;
    const ended = await endRow(tx, ctx.workspaceId, present.id, validTo);
    await recordChange(ctx, tx, {
      action: "gpu_profile.end",
      target: present.id,
      detail: showGpuProfile(ended),
    });
    return ended;
  });
  return showGpuProfile(row);
}
