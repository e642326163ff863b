import type { StoredJob } from "../../db/postgres/stored-job.ts";
import { fleetAsAdmitted } from "../../domain/fleet/fleet-version.ts";
import { profileOf } from "../../domain/gpu-profile.ts";
import type { Currency } from "../../domain/money.ts";
import type { SettleRules } from "../../domain/settlement.ts";
import type { Directory } from "../directory.ts";
import type { ProviderRegistry } from "../providers/registry.ts";

/** The price book, GPUs and billing habits that apply to a job. */
export function settleRules(
  job: StoredJob,
  directory: Directory,
  providers: ProviderRegistry,
  reportingCurrency: Currency,
): SettleRules {
  const { provider, model, createdAtMs } = job.facts;
  const upstream = directory.upstreamById(job.upstreamId);
  const adapter = upstream === null ? providers.adapter(provider) : providers.adapterOf(upstream);
  return {
    prices: directory.prices(job.workspaceId, provider, model),
    dedicated: fleetAsAdmitted(upstream?.fleet ?? [], createdAtMs),
    profile: profileOf(directory.gpuProfiles(job.workspaceId), {
      provider,
      upstream: job.upstream,
      model,
      atMs: createdAtMs,
    }),
    // Of a provider that this build doesn't know, better too much than too little.
    billsOutcome: (state, seen) => adapter?.billsOutcome(state, seen) ?? true,
    lengthAsAsked: adapter?.lengthAsAsked ?? false,
    reportingCurrency,
  };
}
