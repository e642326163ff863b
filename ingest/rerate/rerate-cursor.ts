import type { RatedPosition } from "../../db/clickhouse/queries/rerated.ts";
import type { RerateRecord } from "../../db/postgres/rerates.ts";

/** The last generation that was dealt with, or null at the start. */
export function cursorOf({ cursorMs, cursorId }: RerateRecord): RatedPosition | null {
  return cursorMs === null || cursorId === null ? null : { createdAtMs: cursorMs, id: cursorId };
}
