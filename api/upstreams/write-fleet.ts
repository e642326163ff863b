import type { z } from "@hono/zod-openapi";
import { fleetsOf, insertFleetVersion } from "../../db/postgres/management/fleet-versions.ts";
import type { Transaction } from "../../db/postgres/client.ts";
import { FLEET_STEP_MS, versionAt } from "../../domain/fleet/fleet-version.ts";
import type { DedicatedGpus } from "../../domain/gpu-time.ts";
import { nanoOfNumber, parseNano } from "../../domain/money.ts";
import type { upstreamPatch } from "../contract/upstreams.ts";
import { invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { readInstantOrNull } from "../http/read-instant.ts";

type Patch = z.output<typeof upstreamPatch>;

/**
 * Writes what is said of an upstream's GPUs as another version of its fleet, from the given quarter hour on or from the
 * one that runs. What counts then already is not written again. @throws ApiError naming `gpu_valid_from`.
 * @returns the GPUs that it has now.
 */
export async function writeFleet(
  ctx: CallContext,
  tx: Transaction,
  upstreamId: string,
  said: Pick<Patch, "gpu" | "gpu_valid_from">,
): Promise<DedicatedGpus | null> {
  const fleets = await fleetsOf(tx, ctx.workspaceId, [upstreamId]);
  const known = fleets.get(upstreamId) ?? [];
  const from = startOf(ctx, said);
  const gpus = said.gpu == null ? null : gpusOf(said.gpu);
  const before = versionAt(known, from.getTime())?.gpus ?? null;
  if (said.gpu === undefined || sameGpus(before, gpus)) {
    return versionAt(known, ctx.nowMs)?.gpus ?? null;
  }
  await insertFleetVersion(tx, {
    id: ctx.newId(),
    workspaceId: ctx.workspaceId,
    upstreamId,
    validFrom: from,
    gpuType: said.gpu?.type ?? null,
    gpuCount: said.gpu == null ? null : String(said.gpu.count),
    usdPerHour: said.gpu?.usd_per_hour ?? null,
    createdAt: new Date(ctx.nowMs),
    createdBy: ctx.caller.name,
  });
  const written = { gpus, validFromMs: from.getTime(), createdAtMs: ctx.nowMs };
  return versionAt([...known, written], ctx.nowMs)?.gpus ?? null;
}

function startOf(ctx: CallContext, said: Pick<Patch, "gpu" | "gpu_valid_from">): Date {
  const given = readInstantOrNull(said.gpu_valid_from, "gpu_valid_from");
  if (given === null) return new Date(ctx.nowMs - (ctx.nowMs % FLEET_STEP_MS));
  if (said.gpu === undefined) throw invalidField("gpu_valid_from", "needs gpu beside it");
  if (given.getTime() % FLEET_STEP_MS !== 0) {
    throw invalidField("gpu_valid_from", "must lie on a quarter hour, such as 09:15:00");
  }
  return given;
}

function gpusOf(gpu: NonNullable<Patch["gpu"]>): DedicatedGpus {
  return {
    type: gpu.type,
    countNano: nanoOfNumber(String(gpu.count)) ?? 0n,
    usdPerHourNano: parseNano(gpu.usd_per_hour),
  };
}

function sameGpus(a: DedicatedGpus | null, b: DedicatedGpus | null): boolean {
  if (a === null || b === null) return a === b;
  return a.type === b.type && a.countNano === b.countNano && a.usdPerHourNano === b.usdPerHourNano;
}
