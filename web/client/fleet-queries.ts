import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { FleetAnswer, FleetSeriesAnswer } from "../../api/contract/fleet.ts";
import type {
  GpuProfileInput,
  GpuProfileRow,
  GpuProfilesAnswer,
} from "../../api/contract/gpu-profiles.ts";
import type { FleetDimension } from "../view/fleet-search.ts";
import type { IdleRule } from "../../domain/fleet/split-idle.ts";
import type { View } from "../view/view.ts";
import { callApi } from "./call-api.ts";

const ALL = 200;
const HOURS_UP_TO_MS = 3 * 86_400_000;

export function fleetQuery(view: View, by: FleetDimension, split: IdleRule) {
  const query = { ...periodOf(view), by, split };
  return queryOptions({
    queryKey: ["fleet", query],
    queryFn: ({ signal }) => callApi<FleetAnswer>("/api/v1/fleet", { query, signal }),
    placeholderData: keepPreviousData,
  });
}

export function fleetSeriesQuery(view: View) {
  const interval = view.toMs - view.fromMs <= HOURS_UP_TO_MS ? "hour" : "day";
  const query = { ...periodOf(view), interval };
  return queryOptions({
    queryKey: ["fleet-series", query],
    queryFn: ({ signal }) =>
      callApi<FleetSeriesAnswer>("/api/v1/fleet/timeseries", { query, signal }),
    placeholderData: keepPreviousData,
  });
}

export const gpuProfilesQuery = queryOptions({
  queryKey: ["gpu-profiles"],
  queryFn: ({ signal }) =>
    callApi<GpuProfilesAnswer>("/api/v1/gpu-profiles", { query: { limit: ALL }, signal }),
});

export function createGpuProfile(input: GpuProfileInput): Promise<GpuProfileRow> {
  return callApi("/api/v1/gpu-profiles", { method: "POST", body: input });
}

export function endGpuProfile(id: string): Promise<GpuProfileRow> {
  return callApi(`/api/v1/gpu-profiles/${id}`, { method: "DELETE" });
}

function periodOf(view: View) {
  return {
    from: new Date(view.fromMs).toISOString(),
    to: new Date(view.toMs).toISOString(),
    tz: view.timeZone,
  };
}
