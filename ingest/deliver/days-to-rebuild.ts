import { uuidV7Ms } from "../../domain/uuid-v7.ts";
import { DUPLICATE_WINDOW_MS } from "../../domain/waste.ts";

const DAY_MS = 86_400_000;

/**
 * UTC days whose rollups these generations change: their own, and for one shortly before midnight the next, where
 * it may make another generation a duplicate.
 */
export function daysToRebuild(
  rows: readonly { readonly day: string; readonly entityId: string }[],
): readonly string[] {
  const days = new Set<string>();
  for (const { day, entityId } of rows) {
    days.add(day);
    const createdAtMs = uuidV7Ms(entityId);
    const midnightMs = Date.parse(day) + DAY_MS;
    if (createdAtMs !== null && midnightMs - createdAtMs <= DUPLICATE_WINDOW_MS) {
      days.add(new Date(midnightMs).toISOString().slice(0, 10));
    }
  }
  return [...days].toSorted();
}
