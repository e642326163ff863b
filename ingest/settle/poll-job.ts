import {
  NOTHING_KNOWN,
  type Observation,
  type ObservationSource,
} from "../../domain/observation.ts";
import type { Upstream } from "../directory.ts";
import type { PolledJob, ProviderAdapter } from "../providers/adapter.ts";
import { isTold, meantStatus } from "../providers/meant-status.ts";
import { isOwnJobId } from "../own-job-id.ts";
import type { UpstreamClient } from "./upstream-client.ts";

export type PollResult =
  | { readonly kind: "seen"; readonly observation: Observation }
  /** Nothing learned; ask again later. `reason` is for the log. */
  | { readonly kind: "nothing"; readonly reason: string; readonly retryAfterMs: number | null }
  /** Nobody can be asked: the job has no id of its upstream's. */
  | { readonly kind: "unaskable" };

/** Asks the upstream about one job. A 404 counts only in the provider's own error shape: a gateway's doesn't. */
export async function pollJob(
  client: UpstreamClient,
  upstream: Upstream,
  adapter: ProviderAdapter,
  ask: {
    readonly job: PolledJob;
    readonly source: ObservationSource;
    readonly now: () => number;
  },
): Promise<PollResult> {
  const { providerJobId } = ask.job;
  const { pollCall } = adapter;
  if (pollCall === null || isOwnJobId(providerJobId)) return { kind: "unaskable" };
  const answer = await client.call(upstream, adapter, pollCall(ask.job));
  if (answer.kind === "unreachable") return nothing(describe(answer.cause), null);
  const { retryAfterMs } = answer;
  const status = meantStatus(adapter, answer.status, answer.body);
  if (status === 404 && adapter.isProviderError(answer.body)) {
    return { kind: "seen", observation: unknownJob(ask.source, ask.now()) };
  }
  if (!isTold(adapter, status)) return nothing(`status ${status}`, retryAfterMs);
  const asked = { jobId: providerJobId, source: ask.source, seenAtMs: ask.now() };
  const report = adapter.observeJob(answer, asked);
  if (report?.providerJobId !== providerJobId) {
    return nothing("the answer holds no such job", retryAfterMs);
  }
  return { kind: "seen", observation: report.observation };
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
