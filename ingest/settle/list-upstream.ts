import type { Upstream } from "../directory.ts";
import type { JobReport, ProviderAdapter } from "../providers/adapter.ts";
import type { ListWire } from "../providers/optional-wires.ts";
import type { UpstreamClient } from "./upstream-client.ts";

const PAGE_LIMIT = 100;
export const LIST_MAX_PAGES = 100;

export interface Listing {
  readonly jobs: readonly JobReport[];
  /** True when every job accepted since `sinceMs` is among them. */
  readonly complete: boolean;
}

/** Lists an account's jobs, newest first, back to `sinceMs`; as far as pages and answers allow. */
export async function listUpstream(
  client: UpstreamClient,
  upstream: Upstream,
  adapter: ProviderAdapter,
  wire: ListWire,
  ask: { readonly sinceMs: number; readonly now: () => number },
): Promise<Listing> {
  const jobs: JobReport[] = [];
  let after: string | null = null;
  for (let page = 0; page < LIST_MAX_PAGES; page += 1) {
    const path = wire.path({ after, limit: PAGE_LIMIT });
    const answer = await client.call(upstream, adapter, { method: "GET", path });
    if (answer.kind === "unreachable" || answer.status !== 200) return { jobs, complete: false };
    const list = wire.observe(answer.body, "recovery", ask.now());
    if (list === null) return { jobs, complete: false };
    jobs.push(...list.jobs);
    const last = list.ids.at(-1) ?? null;
    if (!list.hasMore || list.jobs.some((job) => isBefore(job, ask.sinceMs))) {
      return { jobs, complete: true };
    }
    if (last === null || last === after) return { jobs, complete: false };
    after = last;
  }
  return { jobs, complete: false };
}

function isBefore(job: JobReport, sinceMs: number): boolean {
  return job.createdAtMs !== null && job.createdAtMs < sinceMs;
}
