import type { ProviderJobOwner } from "../../db/postgres/due-polls.ts";
import type { Upstream } from "../directory.ts";
import { foldObservation } from "./fold-observation.ts";
import { pollJob } from "./poll-job.ts";
import type { SettleDeps } from "./settle-deps.ts";
import type { UpstreamClient } from "./upstream-client.ts";

/** Looks that webhooks cause: one at a time for each generation. */
export interface JobLooks {
  /** Asks the upstream for a job and writes what it says. Never rejects: the worker polls what was not learnt. */
  look(upstream: Upstream, job: ProviderJobOwner): Promise<void>;
  /** Resolves when every look is over. */
  drain(): Promise<void>;
}

export function createJobLooks(deps: SettleDeps & { readonly client: UpstreamClient }): JobLooks {
  const looking = new Map<string, Promise<void>>();
  return {
    look(upstream, job) {
      const known = looking.get(job.generationId);
      if (known !== undefined) return known;
      const work = lookAt(deps, upstream, job).finally(() => looking.delete(job.generationId));
      looking.set(job.generationId, work);
      return work;
    },
    async drain() {
      while (looking.size > 0) await Promise.all(looking.values());
    },
  };
}

async function lookAt(
  deps: SettleDeps & { readonly client: UpstreamClient },
  upstream: Upstream,
  job: ProviderJobOwner,
): Promise<void> {
  const { generationId } = job;
  const adapter = deps.providers.adapter(upstream.provider);
  if (adapter === null) return;
  try {
    const result = await pollJob(deps.client, upstream, adapter, {
      job,
      source: "webhook",
      now: deps.now,
    });
    if (result.kind === "seen") await foldObservation(deps, generationId, result.observation);
    else {
      const reason = result.kind === "nothing" ? result.reason : result.kind;
      deps.log.warn({ generationId, reason }, "webhook's poll learned nothing");
    }
  } catch (error) {
    deps.log.warn({ err: error, generationId }, "webhook's poll not written; the worker will poll");
  }
}
