import type { z } from "@hono/zod-openapi";
import type { Transaction } from "../../db/postgres/client.ts";
import { insertGpuProfile } from "../../db/postgres/management/gpu-profiles.ts";
import { describedProviders, knownSlugs } from "../../db/postgres/management/upstreams.ts";
import { isProvider, PROVIDERS } from "../../domain/provider-catalogue.ts";
import type { GpuProfileRow, gpuProfileInput } from "../contract/gpu-profiles.ts";
import { invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { readDateOrInstant } from "../http/date-or-instant.ts";
import { changeConfig, recordChange } from "../http/record-change.ts";
import { showGpuProfile } from "./show-gpu-profile.ts";

/** States something of the GPUs behind a model, from an instant on. @throws ApiError naming the faulty field. */
export async function createGpuProfile(
  ctx: CallContext,
  input: z.output<typeof gpuProfileInput>,
): Promise<GpuProfileRow> {
  const dateOf = (text: string, field: string) => new Date(readDateOrInstant(text, field, "UTC"));
  const validFrom =
    input.valid_from === undefined ? new Date(ctx.nowMs) : dateOf(input.valid_from, "valid_from");
  const validTo = input.valid_to == null ? null : dateOf(input.valid_to, "valid_to");
  if (validTo !== null && validTo <= validFrom) {
    throw invalidField("valid_to", "must lie after valid_from");
  }
  const row = await changeConfig(ctx, async (tx) => {
    await refuseUnknownUpstream(ctx, tx, input.upstream ?? null);
    await refuseUnknownProvider(ctx, tx, input.provider);
    const inserted = await insertGpuProfile(tx, {
      id: ctx.newId(),
      workspaceId: ctx.workspaceId,
      provider: input.provider,
      upstream: input.upstream ?? null,
      model: input.model,
      gpuSecondsPerVideoSecond: input.gpu_seconds_per_video_second ?? null,
      hardware: input.hardware ?? null,
      gpusPerRun: input.gpus_per_run ?? null,
      gpuType: input.gpu_type ?? null,
      validFrom,
      validTo,
      createdAt: new Date(ctx.nowMs),
      createdBy: ctx.caller.name,
    });
    await recordChange(ctx, tx, {
      action: "gpu_profile.create",
      target: inserted.id,
      detail: showGpuProfile(inserted),
    });
    return inserted;
  });
  return showGpuProfile(row);
}

/** A provider is one that is built in, or one that a described wire of the workspace names. */
async function refuseUnknownProvider(
  ctx: CallContext,
  tx: Transaction,
  provider: string,
): Promise<void> {
  if (isProvider(provider)) return;
  const described = await describedProviders(tx, ctx.workspaceId);
  if (described.has(provider)) return;
  const known = [...PROVIDERS, ...described].join(", ");
  throw invalidField("provider", `must be one of: ${known}`);
}

async function refuseUnknownUpstream(
  ctx: CallContext,
  tx: Transaction,
  slug: string | null,
): Promise<void> {
  if (slug === null) return;
  const known = await knownSlugs(tx, ctx.workspaceId, [slug]);
  if (!known.has(slug)) throw invalidField("upstream", `names no upstream of this workspace`);
}
