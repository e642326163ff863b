import type { FleetVersion } from "../../domain/fleet/fleet-version.ts";
import { parseNano } from "../../domain/money.ts";
import type { FleetVersionRow } from "./directory-rows.ts";

/** A row of an upstream's fleet as the domain has it. */
export function fleetVersion(
  row: Pick<FleetVersionRow, "gpuType" | "gpuCount" | "usdPerHour" | "validFrom" | "createdAt">,
): FleetVersion {
  const { gpuType, gpuCount, usdPerHour } = row;
  return {
    gpus:
      gpuType === null || gpuCount === null || usdPerHour === null
        ? null
        : {
            type: gpuType,
            countNano: parseNano(gpuCount),
            usdPerHourNano: parseNano(usdPerHour),
          },
    validFromMs: row.validFrom.getTime(),
    createdAtMs: row.createdAt.getTime(),
  };
}
