import { acceptGeneration } from "../../db/postgres/accept-generation.ts";
import {
  bookedProviderJobs,
  readUnknownJobs,
  type UnknownJob,
} from "../../db/postgres/unknown-jobs.ts";
import { refuseGeneration } from "../../db/postgres/refuse-generation.ts";
import { forgetFirstAnswer } from "../../db/postgres/first-answers.ts";
import { promptHash } from "../prompt-hash.ts";
import { foldObservation } from "./fold-observation.ts";
import { loseJob, NOT_ASKABLE, type LostReason } from "./lose-job.ts";
import { listUpstream, type Listing } from "./list-upstream.ts";
import { MATCH_BEFORE_MS, matchJobs, type Match } from "./match-jobs.ts";
import type { ProviderAdapter } from "../providers/adapter.ts";
import type { SettleDeps } from "./settle-deps.ts";
import type { UpstreamAccount } from "./upstream-accounts.ts";
import type { UpstreamClient } from "./upstream-client.ts";

/** How long a create may be missing from its upstream's list before it counts as lost. */
export interface RecoveryGrace {
  /** When the list was read whole: time for an upstream that lists late. */
  readonly completeMs: number;
  /** When it could not be read whole. */
  readonly incompleteMs: number;
}

export const RECOVERY_GRACE: RecoveryGrace = { completeMs: 60_000, incompleteMs: 21_600_000 };

/** Creates looked at in one round; the oldest first, the rest in the next round. */
const ROUND_LIMIT = 5_000;

export interface RecoveryDeps extends SettleDeps {
  readonly client: UpstreamClient;
  readonly grace: RecoveryGrace;
}

export interface Recovered {
  readonly found: number;
  readonly lost: number;
  readonly open: number;
}

/**
 * Asks an account's list for the creates whose outcome nobody knows. Found ones are booked as accepted; those that
 * a whole list doesn't show after the grace are lost, their estimate held, or refused where the upstream had said so. Safe to repeat and to break off anywhere.
 */
export async function recoverAccount(
  deps: RecoveryDeps,
  account: UpstreamAccount,
): Promise<Recovered> {
  const [upstream] = account.upstreams;
  const ids = account.upstreams.map((member) => member.id);
  const adapter = deps.providers.adapter(upstream.provider);
  const before = (await readUnknownJobs(deps.pg, ids, ROUND_LIMIT)).filter(isWanted);
  const [oldest] = before;
  if (oldest === undefined || adapter === null) return { found: 0, lost: 0, open: before.length };

  const sinceMs = oldest.createdAtMs - MATCH_BEFORE_MS;
  const listing =
    adapter.list === null
      ? NO_LIST
      : await listUpstream(deps.client, upstream, adapter, adapter.list, {
          sinceMs,
          now: deps.now,
        });
  // Read again after the list: a create that went on meanwhile is under way here or booked below.
  const current = await readUnknownJobs(deps.pg, ids, ROUND_LIMIT);
  const booked = await bookedProviderJobs(
    deps.pg,
    ids,
    listing.jobs.map((job) => job.providerJobId),
  );
  const free = listing.jobs.filter((job) => !booked.has(job.providerJobId));
  const { matches, undecided } = matchJobs(current, free, (workspaceId, prompt) => {
    const workspace = deps.directory.workspace(workspaceId);
    return workspace === null ? UNMATCHABLE : promptHash(workspace.promptHashKey, prompt);
  });

  const found = await countTrue(matches, (match) => book(deps, match));
  const matched = new Set(matches.map((match) => match.job.generationId));
  const graceMs = listing.complete ? deps.grace.completeMs : deps.grace.incompleteMs;
  const overdue = before.filter(
    (job) =>
      !matched.has(job.generationId) &&
      !undecided.has(job.generationId) &&
      job.unknownForMs !== null &&
      job.unknownForMs >= graceMs,
  );
  const why = adapter.list === null ? unlistedBy(adapter) : NOT_LISTED;
  const lost = await countTrue(overdue, (job) => endUnfound(deps, job, why));
  const open = before.length - found - lost;
  deps.log.info(
    {
      upstream: upstream.slug,
      found,
      lost,
      open,
      listed: listing.jobs.length,
      complete: listing.complete,
    },
    "looked for creates of unknown outcome",
  );
  return { found, lost, open };
}

/** Waiting teaches nothing where there is no list: as good as one that was read whole and shows nothing. */
const NO_LIST: Listing = { jobs: [], complete: true };

/** The upstream's list was read, as far as it could be, and does not show the job. */
export const NOT_LISTED: LostReason = {
  code: "job_unknown",
  message: "The upstream does not know this job.",
};

function unlistedBy({ pollCall }: ProviderAdapter): LostReason {
  return pollCall === null ? NOT_ASKABLE : NOT_LISTABLE;
}

const NOT_LISTABLE: LostReason = {
  code: "no_list",
  message:
    "The create got no readable answer, and this provider offers no list in which to look for its job.",
};

/** What the upstream does not list: refused where it said so itself, else lost. */
export async function endUnfound(
  deps: SettleDeps,
  job: UnknownJob,
  why: LostReason,
): Promise<boolean> {
  if (job.refusal === null) return loseJob(deps, job, why);
  const { generationId, workspaceId } = job;
  const refused = await refuseGeneration(deps.pg, {
    generationId,
    kind: "rejected",
    ...job.refusal,
    reportingCurrency: deps.reportingCurrency,
  });
  if (refused) await forgetFirstAnswer(deps.pg, workspaceId, generationId);
  return refused;
}

/** Writes at a time; the embedded books have one connection, others share a pool with the proxy. */
const WRITES_AT_ONCE = 4;

async function countTrue<T>(
  items: readonly T[],
  write: (item: T) => Promise<boolean>,
): Promise<number> {
  let count = 0;
  for (let from = 0; from < items.length; from += WRITES_AT_ONCE) {
    const written = await Promise.all(items.slice(from, from + WRITES_AT_ONCE).map(write));
    count += written.filter(Boolean).length;
  }
  return count;
}

/** Equal to no hash. */
const UNMATCHABLE = "-";

function isWanted(job: UnknownJob): boolean {
  return job.unknownForMs !== null;
}

async function book(deps: RecoveryDeps, { job, report }: Match): Promise<boolean> {
  const result = await acceptGeneration(deps.pg, {
    generationId: job.generationId,
    providerJobId: report.providerJobId,
    atMs: report.createdAtMs ?? job.createdAtMs,
    firstPollMs: deps.schedule.firstMs,
  });
  if (result !== "accepted" && result !== "again") return false;
  await foldObservation(deps, job.generationId, report.observation);
  return true;
}
