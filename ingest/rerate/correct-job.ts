import { costOf, type CostColumns } from "../../db/postgres/cost-columns.ts";
import type { StoredJob } from "../../db/postgres/stored-job.ts";
import { writeSettlement } from "../../db/postgres/write-settlement.ts";
import { isFinal } from "../../domain/lifecycle.ts";
import { holdsAfter } from "../../domain/settlement.ts";
import { settlementWrite } from "../settle/job-patch.ts";
import type { RerateDeps } from "./rerate-deps.ts";

/** Another writer changed the job in between; the batch is read and decided again. */
export class CameSecondError extends Error {
  override readonly name = "CameSecondError";
}

/**
 * Writes another cost of a settled job, as a correction is written: a new version, holds that follow, and the outbox,
 * in one transaction. @throws CameSecondError
 */
export async function correctJob(
  deps: RerateDeps,
  job: StoredJob,
  columns: CostColumns,
): Promise<void> {
  const { facts } = job;
  const { state } = facts;
  if (!isFinal(state)) return;
  const cost = costOf(columns);
  const write = settlementWrite(
    {
      kind: "correction",
      state,
      outcome: {
        finishedAtMs: facts.finishedAtMs ?? facts.createdAtMs,
        startedAtMs: facts.startedAtMs,
        videoSeconds: facts.videoSeconds,
        gpu: facts.gpu,
        cost,
      },
      holds: holdsAfter(state, cost),
    },
    { nowMs: deps.now(), nextPollMs: 0, reportingCurrency: deps.reportingCurrency },
  );
  // The cost alone: everything else stays to the last digit.
  const version = await writeSettlement(deps.pg, job.generationId, job.version, {
    ...write,
    patch: columns,
  });
  if (version === null) throw new CameSecondError(`generation ${job.generationId} has changed`);
}
