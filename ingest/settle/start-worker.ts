import { purgeCallbacks } from "../../db/postgres/callbacks/due-deliveries.ts";
import { countLongOpen } from "../../db/postgres/due-polls.ts";
import { acquireLease } from "../../db/postgres/leases.ts";
import { purgeIdempotencyKeys } from "../../db/postgres/retention.ts";
import { MISSING_RULES } from "./decide-observation.ts";
import { pollDueJobs } from "./poll-due-jobs.ts";
import { createPollRate } from "./poll-rate.ts";
import { POLL_SCHEDULE } from "./poll-schedule.ts";
import { RECOVERY_GRACE, type Recovered, type RecoveryGrace } from "./recover-account.ts";
import { createRecovery, type RecoverUnknownDeps } from "./recover-unknown.ts";
import type { SettleDeps } from "./settle-deps.ts";
import { startLoop } from "./start-loop.ts";
import type { UpstreamClient } from "./upstream-client.ts";

export const POLL_TICK_MS = 500;
export const RECOVERY_TICK_MS = 1_000;
const HOUSEKEEPING_MS = 600_000;
/** A job without outcome for so long is said in the log; it is never settled by its age. */
export const AGE_ALARM_MS = 86_400_000;

export type SettleWorkerDeps = Omit<SettleDeps, "schedule" | "missing"> &
  Partial<Pick<SettleDeps, "schedule" | "missing">> &
  Pick<
    RecoverUnknownDeps,
    "instanceId" | "soleInstance" | "upstreams" | "createMaxMs" | "instanceStaleMs"
  > & {
    readonly client: UpstreamClient;
    /** In [0, 1). */
    readonly random: () => number;
    readonly grace?: RecoveryGrace;
    readonly tickMs?: number;
  };

export interface SettleWorker {
  /** One round of polls now. @returns how many were made. */
  poll(): Promise<number>;
  /** One round of recovery now. */
  recover(): Promise<Recovered>;
  /** Waits for the rounds that run. */
  close(): Promise<void>;
}

/** Polls what nobody polls any more and finds out what became of cut creates. Several workers share the work. */
export function startSettleWorker(given: SettleWorkerDeps): SettleWorker {
  const deps = {
    schedule: POLL_SCHEDULE,
    missing: MISSING_RULES,
    grace: RECOVERY_GRACE,
    rate: createPollRate(given.now),
    ...given,
  };
  const recovery = createRecovery(deps);
  const { log } = deps;
  const loops = [
    startLoop({
      name: "poll",
      everyMs: given.tickMs ?? POLL_TICK_MS,
      work: () => pollDueJobs(deps),
      log,
    }),
    startLoop({
      name: "recovery",
      everyMs: given.tickMs ?? RECOVERY_TICK_MS,
      work: () => recovery.round(),
      log,
    }),
    startLoop({
      name: "housekeeping",
      everyMs: HOUSEKEEPING_MS,
      work: () => keepHouse(deps),
      log,
    }),
  ];
  return {
    poll: () => pollDueJobs(deps),
    recover: () => recovery.round(),
    async close() {
      await Promise.all(loops.map((loop) => loop.close()));
    },
  };
}

async function keepHouse(deps: SettleDeps & { readonly instanceId: string }): Promise<void> {
  if (!(await acquireLease(deps.pg, "housekeeping", deps.instanceId, HOUSEKEEPING_MS / 2))) return;
  const open = await countLongOpen(deps.pg, AGE_ALARM_MS);
  if (open > 0) {
    deps.log.warn({ open, ageMs: AGE_ALARM_MS }, "jobs have been without an outcome for a day");
  }
  await purgeIdempotencyKeys(deps.pg);
  await purgeCallbacks(deps.pg);
}
