import { writeSettlement } from "../../db/postgres/write-settlement.ts";
import { settlementWrite } from "./job-patch.ts";
import type { SettleDeps } from "./settle-deps.ts";

/** Why a job counts as lost. */
export interface LostReason {
  readonly code: string;
  readonly message: string;
}

/** The answer of its create was all that there was to learn. */
export const NOT_ASKABLE: LostReason = {
  code: "no_poll",
  message:
    "The answer of the create is the only news of such a job, and it did not come to its end: nobody can be asked what became of it.",
};

/** Marks a job lost at the version that was read, its estimate held; news that came first wins. */
export async function loseJob(
  deps: SettleDeps,
  job: { readonly generationId: string; readonly version: number },
  why: LostReason,
): Promise<boolean> {
  const lost = settlementWrite(
    { kind: "lost" },
    {
      nowMs: deps.now(),
      nextPollMs: deps.schedule.firstMs,
      reportingCurrency: deps.reportingCurrency,
    },
  );
  const patch = { ...lost.patch, failure_code: why.code, failure_message: why.message };
  const write = { ...lost, patch };
  return (await writeSettlement(deps.pg, job.generationId, job.version, write)) !== null;
}
