import type { GpuProfileVersion } from "../../domain/gpu-profile.ts";
import { parseNano } from "../../domain/money.ts";
import type { GpuProfileRow } from "./directory-rows.ts";

/** A row of the GPU profiles as the domain has it. */
export function gpuProfileVersion(row: GpuProfileRow): GpuProfileVersion {
  const nano = (decimal: string | null) => (decimal === null ? null : parseNano(decimal));
  return {
    id: row.id,
    provider: row.provider,
    upstream: row.upstream,
    model: row.model,
    gpuSecondsPerVideoSecond: nano(row.gpuSecondsPerVideoSecond),
    hardware: row.hardware,
    gpusPerRun: nano(row.gpusPerRun),
    gpuType: row.gpuType,
    validFromMs: row.validFrom.getTime(),
    validToMs: row.validTo?.getTime() ?? null,
    createdAtMs: row.createdAt.getTime(),
  };
}
