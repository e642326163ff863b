import { IDLE_RULES, type IdleRule } from "../../domain/fleet/split-idle.ts";
import type { FlatSearch } from "./url-codec.ts";
import { first, oneOf } from "./view-search.ts";

/** By what the page shows who used the fleets. */
export const FLEET_DIMENSIONS = [
  "feature",
  "surface",
  "model",
  "region",
  "plan",
  "upstream",
] as const;
export type FleetDimension = (typeof FLEET_DIMENSIONS)[number];

/** The part of the address that the fleet page reads. */
export interface FleetSearch {
  readonly of?: FleetDimension;
  readonly idle?: IdleRule;
}

export function readFleetSearch(search: FlatSearch): FleetSearch {
  const of = oneOf(FLEET_DIMENSIONS, first(search["of"]));
  const idle = oneOf(IDLE_RULES, first(search["idle"]));
  return {
    ...(of === null || of === "feature" ? {} : { of }),
    ...(idle === null || idle === "none" ? {} : { idle }),
  };
}
