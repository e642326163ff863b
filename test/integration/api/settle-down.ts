import { randomUUID } from "node:crypto";
import { createRollupRebuilder } from "../../../ingest/deliver/rebuild-rollups.ts";
import { sendOutbox } from "../../../ingest/deliver/send-outbox.ts";
import { soleLease } from "../../../ingest/deliver/work-lease.ts";
import { collectingLog } from "../../support/books.ts";
import type { AnalyticStores } from "./analytic-stores.ts";

/** Sends what waits and rebuilds the days that are dirty, as the worker does. */
export async function settleDown({ pg, ch }: AnalyticStores): Promise<void> {
  const newId = randomUUID;
  while ((await sendOutbox({ pg, ch, newId, log: collectingLog() })) === "more") continue;
  let now = Date.now();
  // Later each time, so that no day has to rest.
  const rebuild = createRollupRebuilder({ pg, ch, now: () => (now += 60_000) });
  while ((await rebuild(soleLease)) === "more") continue;
}
