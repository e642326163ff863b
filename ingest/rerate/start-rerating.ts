import { randomBytes } from "node:crypto";
import { UUID_V7_RANDOM_BYTES, uuidV7 } from "../../domain/uuid-v7.ts";
import { startRounds } from "../deliver/start-rounds.ts";
import { createWorkLease, soleLease } from "../deliver/work-lease.ts";
import { continueRerate } from "./continue-rerate.ts";
import type { RerateDeps } from "./rerate-deps.ts";

/** How long a re-rating that was asked for may lie before somebody looks. */
const IDLE_MS = 500;
const CLOSE_DEADLINE_MS = 5_000;

/** Goes on with open re-ratings for as long as it runs, one process at a time. */
export function startRerating(
  deps: Omit<RerateDeps, "newId"> & {
    readonly instanceId: string;
    /** True when no other process shares the databases. */
    readonly soleInstance: boolean;
    /** [0, 1) */
    readonly random: () => number;
  },
): { close(): Promise<void> } {
  const { pg, now, log, random } = deps;
  const lease = deps.soleInstance
    ? soleLease
    : createWorkLease({ pg, name: "re-rating", owner: deps.instanceId, now });
  const newId = () => uuidV7(now(), randomBytes(UUID_V7_RANDOM_BYTES));
  const rounds = startRounds({
    name: "re-rating",
    idleMs: IDLE_MS,
    work: async () => ((await lease.held()) ? continueRerate({ ...deps, newId }) : "idle"),
    random,
    log,
  });
  return {
    async close() {
      await rounds.close(CLOSE_DEADLINE_MS);
      await lease.release();
    },
  };
}
