import { changeOutcome } from "./change-outcome.ts";
import { outcomeNamed } from "./accept-job.ts";
import type { Control } from "./control.ts";
import type { Engine } from "./engine.ts";
import type { FaultOrder, StandingFault } from "./fault-script.ts";
import { type LedgerEntry, bookJob } from "./ledger.ts";
import type { Counters, RequestRecord } from "./request-log.ts";
import type { WebhookAttempt } from "./webhook-sender.ts";

/** What a test or a person can ask of a simulator and do to it, beside using its API. */
export interface ControlSurface {
  /** Every job ever accepted, in the order of acceptance. */
  ledger(): LedgerEntry[];
  counters(): Counters;
  /** The last requests, oldest first; all that are remembered when no limit is given. */
  requests(limit?: number): RequestRecord[];
  webhookAttempts(): readonly WebhookAttempt[];
  /** Makes requests to come suffer. Throws a `Refusal` for a bad directive. */
  addFault(order: FaultOrder): StandingFault;
  faults(): StandingFault[];
  clearFaults(): void;
  /** Ends a job as named, now (or makes it stuck or lost). False when there is no such job. */
  endJob(id: string, outcome: NonNullable<Control["job"]>, errorCode?: string): boolean;
  /** Forgets jobs, faults, requests and counts. */
  reset(): void;
}

/** The control surface of an engine. */
export function createControlSurface(engine: Engine): ControlSurface {
  return {
    ledger() {
      const nowMs = engine.settings.clock();
      return engine.store.all().map((job) => bookJob(job, nowMs));
    },
    counters: () => structuredClone(engine.log.counters),
    requests: (limit) => engine.log.last(limit ?? engine.settings.rememberedRequests),
    webhookAttempts: () => [...engine.webhooks.attempts()],
    addFault: (order) => engine.faults.add(order),
    faults: () => engine.faults.list(),
    clearFaults: () => engine.faults.clear(),
    endJob(id, outcome, errorCode) {
      const job = engine.store.find(id);
      if (job === null) return false;
      const code = errorCode ?? engine.settings.failureCode;
      changeOutcome(engine, job, outcomeNamed(outcome, code));
      return true;
    },
    reset() {
      engine.webhooks.clear();
      engine.store.clear();
      engine.faults.clear();
      engine.log.clear();
      engine.createLimit.clear();
    },
  };
}
