import type { Engine } from "./engine.ts";
import type { Job, Outcome } from "./job.ts";

/** Gives a job another end, at once: one that was still running has ended now. */
export function changeOutcome(engine: Engine, job: Job, outcome: Outcome): void {
  const nowMs = engine.settings.clock();
  job.outcome = outcome;
  if (outcome.kind === "completed" || outcome.kind === "failed") {
    job.startsAtMs = Math.min(job.startsAtMs, nowMs);
    job.endsAtMs = Math.min(job.endsAtMs, nowMs);
  }
  engine.store.changed(job);
  engine.webhooks.wake();
}
