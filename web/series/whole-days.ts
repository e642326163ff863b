import { bucketStart, nextStart, type TimeRange } from "../../domain/time-buckets.ts";
import { openZone } from "../../domain/time-zone.ts";

/** The whole days of a zone that a range touches: revenue is recognised on days. */
export function wholeDays({ fromMs, toMs }: TimeRange, timeZone: string): TimeRange {
  const zone = openZone(timeZone);
  return {
    fromMs: bucketStart(fromMs, "day", zone),
    toMs: nextStart(bucketStart(toMs - 1, "day", zone), "day", zone),
  };
}
