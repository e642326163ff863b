import type { Postgres } from "../../db/postgres/client.ts";
import { markDirty } from "../../db/postgres/dirty-days.ts";
import { daysToRebuild } from "../deliver/days-to-rebuild.ts";
import { createdAtMs } from "./rated-generation.ts";

/** Says that the rollups of these generations' days are old. */
export async function markDays(
  pg: Postgres,
  rows: readonly { readonly generation_id: string }[],
): Promise<void> {
  const days = daysToRebuild(
    rows.map((row) => ({
      day: new Date(createdAtMs(row)).toISOString().slice(0, 10),
      entityId: row.generation_id,
    })),
  );
  await markDirty(pg, days);
}
