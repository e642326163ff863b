import type { GpuProfileRecord } from "../../db/postgres/management/gpu-profiles.ts";
import type { GpuProfileRow } from "../contract/gpu-profiles.ts";

export function showGpuProfile(row: GpuProfileRecord): GpuProfileRow {
  return {
    id: row.id,
    provider: row.provider,
    upstream: row.upstream,
    model: row.model,
    gpu_seconds_per_video_second: row.gpuSecondsPerVideoSecond,
    hardware: row.hardware,
    gpus_per_run: row.gpusPerRun,
    gpu_type: row.gpuType,
    valid_from: row.validFrom.toISOString(),
    valid_to: row.validTo?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
  };
}
