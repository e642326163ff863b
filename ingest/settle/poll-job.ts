import {
  NOTHING_KNOWN,
  type Observation,
  type ObservationSource,
} from "../../domain/observation.ts";
import type { Upstream } from "../directory.ts";
import type { JobReport, PolledJob, ProviderAdapter, ProviderCall } from "../providers/adapter.ts";
import { isTold, meantStatus } from "../providers/meant-status.ts";
import { isOwnJobId } from "../own-job-id.ts";
import type { UpstreamClient } from "./upstream-client.ts";

export type PollResult =
  | { readonly kind: "seen"; readonly observation: Observation }
  /** Nothing learned; ask again later. `reason` is for the log. */
  | { readonly kind: "nothing"; readonly reason: string; readonly retryAfterMs: number | null }
  /** Nobody can be asked: the job has no id of its upstream's. */
  | { readonly kind: "unaskable" };

interface Ask {
  readonly job: PolledJob;
  readonly source: ObservationSource;
  readonly now: () => number;
}

/** Asks the upstream about one job. A 404 counts only in the provider's own error shape: a gateway's doesn't. */
export async function pollJob(
  client: UpstreamClient,
  upstream: Upstream,
  adapter: ProviderAdapter,
  ask: Ask,
): Promise<PollResult> {
  const { job } = ask;
  const { pollCall } = adapter;
  if (pollCall === null || isOwnJobId(job.providerJobId)) return { kind: "unaskable" };
  const first = await question(client, upstream, adapter, ask, pollCall(job));
  if (first.kind !== "answer" || adapter.nextCall === undefined) return resultOf(first, ask);
  const next = adapter.nextCall(job, first.report);
  if (next === null) return resultOf(first, ask);
  const second = await question(client, upstream, adapter, ask, next);
  // What the first said stands where the second says nothing.
  const result = resultOf(second, ask);
  return result.kind === "nothing" && first.report !== null ? resultOf(first, ask) : result;
}

type Answered =
  | {
      readonly kind: "answer";
      readonly report: JobReport | null;
      readonly retryAfterMs: number | null;
    }
  | PollResult;

async function question(
  client: UpstreamClient,
  upstream: Upstream,
  adapter: ProviderAdapter,
  ask: Ask,
  call: ProviderCall,
): Promise<Answered> {
  const answer = await client.call(upstream, adapter, call);
  if (answer.kind === "unreachable") return nothing(describe(answer.cause), null);
  const { retryAfterMs } = answer;
  const status = meantStatus(adapter, answer.status, answer.body);
  if (status === 404 && adapter.isProviderError(answer.body)) {
    return { kind: "seen", observation: unknownJob(ask.source, ask.now()) };
  }
  if (!isTold(adapter, status)) return nothing(`status ${status}`, retryAfterMs);
  const asked = { jobId: ask.job.providerJobId, source: ask.source, seenAtMs: ask.now() };
  return { kind: "answer", report: adapter.observeJob(answer, asked), retryAfterMs };
}

function resultOf(answered: Answered, { job }: Ask): PollResult {
  if (answered.kind !== "answer") return answered;
  const { report, retryAfterMs } = answered;
  return report?.providerJobId === job.providerJobId
    ? { kind: "seen", observation: report.observation }
    : nothing("the answer holds no such job", retryAfterMs);
}

function nothing(reason: string, retryAfterMs: number | null): PollResult {
  return { kind: "nothing", reason, retryAfterMs };
}

function describe(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : "unreachable";
}

function unknownJob(source: ObservationSource, seenAtMs: number): Observation {
  return { ...NOTHING_KNOWN, source, seenAtMs, status: "unknown_job" };
}
