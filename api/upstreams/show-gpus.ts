import type { DedicatedGpus } from "../../domain/gpu-time.ts";
import { formatNano, plainNano } from "../../domain/money.ts";
import type { UpstreamRow } from "../contract/upstreams.ts";

/** GPUs as they are shown. At most six decimals of a count fit a double exactly. */
export function showGpus(gpus: DedicatedGpus | null): UpstreamRow["gpu"] {
  return gpus === null
    ? null
    : {
        type: gpus.type,
        count: Number(plainNano(gpus.countNano)),
        usd_per_hour: formatNano(gpus.usdPerHourNano),
      };
}
