import type { z } from "@hono/zod-openapi";
import type { upstreamPatch } from "../contract/upstreams.ts";

/** What the audit log holds of a call that says something of an upstream's GPUs. */
export function saidOfGpus({
  gpu,
  gpu_valid_from: validFrom,
}: Pick<z.output<typeof upstreamPatch>, "gpu" | "gpu_valid_from">) {
  if (gpu === undefined) return {};
  return { gpu, ...(validFrom === undefined ? {} : { gpu_valid_from: validFrom }) };
}
