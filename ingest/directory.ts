import type { AttributionValues } from "../domain/attribution-fields.ts";
import type { FleetVersion } from "../domain/fleet/fleet-version.ts";
import type { GpuProfileVersion } from "../domain/gpu-profile.ts";
import type { PriceVersion } from "../domain/pricing.ts";
import type { Gate } from "../domain/quota/gate.ts";
import type { QuotaRule } from "../domain/quota/rule.ts";
import type { Wire } from "../domain/wire/wire-schema.ts";

/** A Reelmeter key as the proxy needs it. Expired and revoked keys are never in the directory's answers. */
export interface ProxyKey {
  readonly id: string;
  readonly workspaceId: string;
  readonly pinned: AttributionValues;
  readonly defaults: AttributionValues;
  /** Slugs; null allows all of the workspace. */
  readonly upstreams: ReadonlySet<string> | null;
  readonly models: ReadonlySet<string> | null;
  /** Where its creates may ask to be called; null allows none. */
  readonly callbacks: readonly URL[] | null;
  readonly expiresAtMs: number | null;
}

export interface Upstream {
  readonly id: string;
  readonly workspaceId: string;
  readonly slug: string;
  /** As prices and figures call it; of a custom upstream the name that its wire gives. */
  readonly provider: string;
  /** Described by configuration; null where the build knows the provider's wire. */
  readonly wire: Wire | null;
  readonly baseUrl: URL;
  /** Opened credential. Never logged, never returned. */
  readonly credential: string;
  readonly webhookSecret: string | null;
  readonly allowPrivate: boolean;
  /** Its dedicated GPUs through time; empty when it never had any. */
  readonly fleet: readonly FleetVersion[];
  readonly pollsPerSecond: number;
}

export interface WorkspaceSettings {
  readonly id: string;
  readonly storePrompts: boolean;
  readonly requestRetentionDays: number;
  /** Keys the prompt hash, so that equal prompts of two workspaces don't compare. 32 bytes. */
  readonly promptHashKey: Uint8Array;
}

/** Everything that can refuse a create of a workspace. */
export interface WorkspaceQuotas {
  readonly rules: readonly QuotaRule[];
  readonly gates: readonly Gate[];
  /** By user id; `untilMs` null for good. */
  readonly blocks: ReadonlyMap<string, { readonly untilMs: number | null }>;
}

export const NO_QUOTAS: WorkspaceQuotas = { rules: [], gates: [], blocks: new Map() };

/**
 * Keys, upstreams, prices and quotas in memory: synchronous look-ups on the hot path, refreshed when the
 * configuration's revision in Postgres moved (polled every DIRECTORY_POLL_MS), so a revocation holds on every
 * process within 5 s. While Postgres is away the last state serves.
 */
export interface Directory {
  /** `sha256` of the presented key, lower-case hex. */
  keyByHash(sha256: string): ProxyKey | null;
  upstream(workspaceId: string, slug: string): Upstream | null;
  upstreamById(upstreamId: string): Upstream | null;
  /** All enabled upstreams with this slug or id, over all workspaces (webhooks carry no key). */
  upstreamsForWebhook(slugOrId: string): readonly Upstream[];
  workspace(workspaceId: string): WorkspaceSettings | null;
  /** Versions that may apply to the workspace and model: its own and the seeded ones. */
  prices(workspaceId: string, provider: string, model: string): readonly PriceVersion[];
  /** Every statement about GPUs that the workspace has made, those that have ended included. */
  gpuProfiles(workspaceId: string): readonly GpuProfileVersion[];
  quotas(workspaceId: string): WorkspaceQuotas;
}
