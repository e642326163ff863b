import { createHash, randomBytes, randomUUID } from "node:crypto";
import { NO_PROFILE, type GpuProfileVersion } from "../../domain/gpu-profile.ts";
import { parseNano } from "../../domain/money.ts";
import { isForModel, type PriceVersion } from "../../domain/pricing.ts";
import {
  NO_QUOTAS,
  type Directory,
  type ProxyKey,
  type Upstream,
  type WorkspaceQuotas,
  type WorkspaceSettings,
} from "../../ingest/directory.ts";

/** A directory that tests fill themselves. */
export interface MemoryDirectory extends Directory {
  addWorkspace(settings?: Partial<WorkspaceSettings>): WorkspaceSettings;
  addUpstream(upstream: Partial<Upstream> & Pick<Upstream, "workspaceId" | "baseUrl">): Upstream;
  /** Returns the key's text. */
  addKey(key: Partial<ProxyKey> & Pick<ProxyKey, "workspaceId">): { text: string; key: ProxyKey };
  addPrice(price: Partial<PriceVersion> & { usd: string }): PriceVersion;
  addGpuProfile(workspaceId: string, profile: Partial<GpuProfileVersion>): void;
  setQuotas(workspaceId: string, quotas: Partial<WorkspaceQuotas>): void;
}

export function createMemoryDirectory(): MemoryDirectory {
  const keys = new Map<string, ProxyKey>();
  const upstreams: Upstream[] = [];
  const workspaces = new Map<string, WorkspaceSettings>();
  const prices: PriceVersion[] = [];
  const profiles = new Map<string, readonly GpuProfileVersion[]>();
  const quotas = new Map<string, WorkspaceQuotas>();
  return {
    gpuProfiles: (workspaceId) => profiles.get(workspaceId) ?? [],
    addGpuProfile(workspaceId, profile) {
      const known = profiles.get(workspaceId) ?? [];
      profiles.set(workspaceId, [
        ...known,
        {
          ...NO_PROFILE,
          id: randomUUID(),
          provider: "openai",
          upstream: null,
          model: "*",
          validFromMs: 0,
          validToMs: null,
          createdAtMs: 0,
          ...profile,
        },
      ]);
    },
    quotas: (workspaceId) => quotas.get(workspaceId) ?? NO_QUOTAS,
    setQuotas: (workspaceId, changed) => void quotas.set(workspaceId, { ...NO_QUOTAS, ...changed }),
    keyByHash: (sha256) => keys.get(sha256) ?? null,
    upstream: (workspaceId, slug) =>
      upstreams.find((each) => each.workspaceId === workspaceId && each.slug === slug) ?? null,
    upstreamById: (id) => upstreams.find((each) => each.id === id) ?? null,
    upstreamsForWebhook: (name) =>
      upstreams.filter((each) => each.slug === name || each.id === name),
    workspace: (id) => workspaces.get(id) ?? null,
    prices: (_workspaceId, provider, model) =>
      prices.filter((price) => isForModel(price, { provider, model })),

    addWorkspace(settings = {}) {
      const workspace: WorkspaceSettings = {
        id: `ws_${randomUUID()}`,
        storePrompts: false,
        requestRetentionDays: 90,
        promptHashKey: randomBytes(32),
        ...settings,
      };
      workspaces.set(workspace.id, workspace);
      return workspace;
    },
    addUpstream(given) {
      const upstream: Upstream = {
        id: randomUUID(),
        slug: "openai",
        provider: "openai",
        wire: null,
        credential: "sk-upstream-credential",
        webhookSecret: null,
        allowPrivate: true,
        fleet: [],
        pollsPerSecond: 10,
        ...given,
      };
      upstreams.push(upstream);
      return upstream;
    },
    addKey(given) {
      const text = `rm_live_${randomBytes(32).toString("base64url")}`;
      const key: ProxyKey = {
        id: randomUUID(),
        pinned: {},
        defaults: {},
        upstreams: null,
        models: null,
        callbacks: null,
        expiresAtMs: null,
        ...given,
      };
      keys.set(createHash("sha256").update(text).digest("hex"), key);
      return { text, key };
    },
    addPrice({ usd, ...given }) {
      const price: PriceVersion = {
        book: null,
        id: randomUUID(),
        own: false,
        provider: "openai",
        model: "sora-2",
        unit: "second",
        conditions: {},
        amount: parseNano(usd),
        currency: "USD",
        minimumUnits: null,
        validFromMs: 0,
        validToMs: null,
        createdAtMs: 0,
        ...given,
      };
      prices.push(price);
      return price;
    },
  };
}
