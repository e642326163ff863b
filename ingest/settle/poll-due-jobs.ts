import {
  claimDuePolls,
  countLiveInstances,
  reschedulePoll,
  upstreamsWithDuePolls,
  type ClaimedPoll,
} from "../../db/postgres/due-polls.ts";
import { readJob } from "../../db/postgres/stored-job.ts";
import { isFinal } from "../../domain/lifecycle.ts";
import type { Upstream } from "../directory.ts";
import type { ProviderAdapter } from "../providers/adapter.ts";
import { foldObservation } from "./fold-observation.ts";
import { INSTANCE_STALE_MS } from "./start-heartbeat.ts";
import { loseJob, NOT_ASKABLE } from "./lose-job.ts";
import { pollDelayMs } from "./poll-schedule.ts";
import { pollJob } from "./poll-job.ts";
import type { PollRate } from "./poll-rate.ts";
import type { SettleDeps } from "./settle-deps.ts";
import type { UpstreamClient } from "./upstream-client.ts";

/** Longer than any call to an upstream with its write; then another worker may take the job. */
export const POLL_LEASE_MS = 60_000;
/** Polls of one upstream that one worker has under way. */
export const POLLS_AT_ONCE = 8;

export interface PollDeps extends SettleDeps {
  readonly instanceId: string;
  /** True when no other process can be alive: then the whole rate is this one's. */
  readonly soleInstance: boolean;
  readonly client: UpstreamClient;
  readonly rate: PollRate;
  /** In [0, 1). */
  readonly random: () => number;
}

/** Polls what is due, as far as the upstreams' rates allow. @returns how many polls were made. */
export async function pollDueJobs(deps: PollDeps): Promise<number> {
  const due = await upstreamsWithDuePolls(deps.pg);
  if (due.length === 0) return 0;
  const workers = deps.soleInstance ? 1 : await countLiveInstances(deps.pg, INSTANCE_STALE_MS);
  const counts = await Promise.all(
    due.map((upstreamId) => pollUpstream(deps, upstreamId, workers)),
  );
  return counts.reduce((a, b) => a + b, 0);
}

async function pollUpstream(deps: PollDeps, upstreamId: string, workers: number): Promise<number> {
  const upstream = deps.directory.upstreamById(upstreamId);
  const adapter = upstream === null ? null : deps.providers.adapter(upstream.provider);
  // Disabled, or of a provider that this build doesn't know: its jobs stay open until that changes.
  if (upstream === null || adapter === null) return 0;
  const limit = Math.min(
    deps.rate.available(upstreamId, upstream.pollsPerSecond / workers),
    POLLS_AT_ONCE,
  );
  if (limit < 1) return 0;
  const claimed = await claimDuePolls(deps.pg, {
    upstreamId,
    owner: deps.instanceId,
    limit,
    leaseMs: POLL_LEASE_MS,
  });
  deps.rate.take(upstreamId, claimed.length);
  await Promise.all(claimed.map((poll) => pollOne(deps, upstream, adapter, poll)));
  return claimed.length;
}

async function pollOne(
  deps: PollDeps,
  upstream: Upstream,
  adapter: ProviderAdapter,
  poll: ClaimedPoll,
): Promise<void> {
  const { generationId, attempts } = poll;
  const result = await pollJob(deps.client, upstream, adapter, {
    job: poll,
    source: "worker",
    now: deps.now,
  });
  if (result.kind === "unaskable") {
    await loseUnaskable(deps, generationId);
    return;
  }
  const backOffMs = pollDelayMs(deps.schedule, attempts, deps.random());
  if (result.kind === "seen") await foldObservation(deps, generationId, result.observation);
  else {
    deps.log.warn(
      { generationId, upstream: upstream.slug, reason: result.reason, attempts },
      "poll learned nothing",
    );
  }
  const askedMs = result.kind === "nothing" ? (result.retryAfterMs ?? 0) : 0;
  await reschedulePoll(deps.pg, {
    generationId,
    owner: deps.instanceId,
    delayMs: Math.min(Math.max(backOffMs, askedMs), MAX_DELAY_MS),
  });
}

/** It was booked as made, and its process ended before it booked the outcome. */
async function loseUnaskable(deps: PollDeps, generationId: string): Promise<void> {
  const job = await readJob(deps.pg, generationId);
  if (job !== null && !isFinal(job.facts.state)) await loseJob(deps, job, NOT_ASKABLE);
}

/** An upstream may ask for patience, but not for ever. */
const MAX_DELAY_MS = 3_600_000;
