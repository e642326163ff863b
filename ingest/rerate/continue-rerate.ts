import { nextOpenRerate } from "../../db/postgres/rerates.ts";
import type { RoundResult } from "../deliver/start-rounds.ts";
import { applyBatch } from "./apply-batch.ts";
import { CameSecondError } from "./correct-job.ts";
import type { RerateDeps } from "./rerate-deps.ts";
import { revertBatch } from "./revert-batch.ts";

/** One batch of the re-rating that began first; where it was is in the books, so anybody may go on. */
export async function continueRerate(deps: RerateDeps): Promise<RoundResult> {
  const rerate = await nextOpenRerate(deps.pg.drizzle);
  if (rerate === null) return "idle";
  try {
    await (rerate.state === "applying" ? applyBatch(deps, rerate) : revertBatch(deps, rerate));
  } catch (error) {
    if (!(error instanceof CameSecondError)) throw error;
    deps.log.info({ rerateId: rerate.id }, "a generation was corrected meanwhile; read again");
  }
  return "more";
}
