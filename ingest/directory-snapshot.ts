import { createHmac } from "node:crypto";
import type {
  DirectoryRows,
  KeyRow,
  PriceRow,
  UpstreamRow,
} from "../db/postgres/directory-rows.ts";
import { fleetVersion } from "../db/postgres/fleet-version.ts";
import { gpuProfileVersion } from "../db/postgres/gpu-profile-version.ts";
import { priceVersion } from "../db/postgres/price-version.ts";
import { openSecret } from "../db/postgres/secret-box.ts";
import { CUSTOM_PROVIDER } from "../domain/provider-catalogue.ts";
import { ANY_MODEL, type PriceVersion } from "../domain/pricing.ts";
import { wireSchema } from "../domain/wire/wire-schema.ts";
import {
  NO_QUOTAS,
  type Directory,
  type ProxyKey,
  type Upstream,
  type WorkspaceSettings,
} from "./directory.ts";
import { workspaceQuotas } from "./workspace-quotas.ts";

export interface DirectorySnapshot extends Directory {
  /** Every enabled upstream whose credential opened. */
  upstreams(): readonly Upstream[];
  /** Upstreams that can't be used, each with its reason; the process goes on without them. */
  readonly refused: readonly {
    readonly upstreamId: string;
    readonly slug: string;
    readonly cause: unknown;
  }[];
}

/** Turns the rows of one revision into look-up tables. `now` (ms) decides which keys have expired. */
export function directorySnapshot(
  rows: DirectoryRows,
  masterKey: Uint8Array,
  now: () => number,
): DirectorySnapshot {
  const keys = new Map(
    rows.keys.map((row) => [Buffer.from(row.sha256).toString("hex"), proxyKey(row)]),
  );
  const { opened, refused } = openUpstreams(rows, masterKey);
  const byId = new Map(opened.map((upstream) => [upstream.id, upstream]));
  const bySlug = new Map(
    opened.map((upstream) => [slugKey(upstream.workspaceId, upstream.slug), upstream]),
  );
  const workspaces = new Map(
    rows.workspaces.map((row) => [row.id, workspaceSettings(row, masterKey)]),
  );
  const pricesFor = priceBook(rows.prices);
  const quotas = workspaceQuotas(rows);
  const profiles = grouped(rows.gpuProfiles, (row) => row.workspaceId, gpuProfileVersion);
  return {
    refused,
    upstreams: () => opened,
    keyByHash(sha256) {
      const key = keys.get(sha256);
      if (key === undefined) return null;
      return key.expiresAtMs !== null && key.expiresAtMs <= now() ? null : key;
    },
    upstream: (workspaceId, slug) => bySlug.get(slugKey(workspaceId, slug)) ?? null,
    upstreamById: (upstreamId) => byId.get(upstreamId) ?? null,
    upstreamsForWebhook: (slugOrId) =>
      opened.filter((upstream) => upstream.slug === slugOrId || upstream.id === slugOrId),
    workspace: (workspaceId) => workspaces.get(workspaceId) ?? null,
    prices: pricesFor,
    gpuProfiles: (workspaceId) => profiles.get(workspaceId) ?? [],
    quotas: (workspaceId) => quotas.get(workspaceId) ?? NO_QUOTAS,
  };
}

function grouped<Row, Value>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  read: (row: Row) => Value,
): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>();
  for (const row of rows) {
    const key = keyOf(row);
    groups.set(key, [...(groups.get(key) ?? []), read(row)]);
  }
  return groups;
}

function slugKey(workspaceId: string, slug: string): string {
  return `${workspaceId}\n${slug}`;
}

function proxyKey(row: KeyRow): ProxyKey {
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    pinned: row.pinned,
    defaults: row.defaults,
    upstreams: row.upstreams === null ? null : new Set(row.upstreams),
    models: row.models === null ? null : new Set(row.models),
    callbacks:
      row.callbacks === null
        ? null
        : row.callbacks.flatMap((entry) => (URL.canParse(entry) ? [new URL(entry)] : [])),
    expiresAtMs: row.expiresAt === null ? null : row.expiresAt.getTime(),
  };
}

function openUpstreams(
  { upstreams, fleetVersions }: Pick<DirectoryRows, "upstreams" | "fleetVersions">,
  masterKey: Uint8Array,
): { opened: Upstream[]; refused: { upstreamId: string; slug: string; cause: unknown }[] } {
  const opened: Upstream[] = [];
  const refused: { upstreamId: string; slug: string; cause: unknown }[] = [];
  const fleets = grouped(fleetVersions, ({ upstreamId }) => upstreamId, fleetVersion);
  for (const row of upstreams) {
    try {
      opened.push(openUpstream(row, fleets.get(row.id) ?? [], masterKey));
    } catch (cause) {
      refused.push({ upstreamId: row.id, slug: row.slug, cause });
    }
  }
  return { opened, refused };
}

function openUpstream(row: UpstreamRow, fleet: Upstream["fleet"], masterKey: Uint8Array): Upstream {
  const aad = `${row.workspaceId}/${row.id}`;
  const { webhookSecretSealed } = row;
  const wire = row.provider === CUSTOM_PROVIDER ? wireSchema.parse(row.wire) : null;
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    slug: row.slug,
    provider: wire?.provider ?? row.provider,
    wire,
    baseUrl: new URL(row.baseUrl),
    credential: openSecret(masterKey, `${aad}/credential`, row.credentialSealed),
    webhookSecret:
      webhookSecretSealed === null
        ? null
        : openSecret(masterKey, `${aad}/webhook`, webhookSecretSealed),
    allowPrivate: row.allowPrivate,
    fleet,
    pollsPerSecond: Number(row.pollsPerSecond),
  };
}

function workspaceSettings(
  row: DirectoryRows["workspaces"][number],
  masterKey: Uint8Array,
): WorkspaceSettings {
  return {
    id: row.id,
    storePrompts: row.storePrompts,
    requestRetentionDays: row.requestRetentionDays,
    promptHashKey: createHmac("sha256", masterKey).update(`prompt/${row.id}`).digest(),
  };
}

/**
 * Rows grouped by provider and model; a workspace's answer for a model that the book names is put together once and
 * kept. Prices for any model of the provider come on top.
 */
function priceBook(rows: readonly PriceRow[]): Directory["prices"] {
  const byModel = new Map<string, PriceRow[]>();
  for (const row of rows) {
    const key = `${row.provider}\n${row.model}`;
    byModel.set(key, [...(byModel.get(key) ?? []), row]);
  }
  const answers = new Map<string, readonly PriceVersion[]>();
  const versionsOf = (workspaceId: string, provider: string, model: string) => {
    const rowsOfModel = byModel.get(`${provider}\n${model}`);
    if (rowsOfModel === undefined) return [];
    const key = `${workspaceId}\n${provider}\n${model}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const versions = rowsOfModel
      .filter((row) => row.workspaceId === null || row.workspaceId === workspaceId)
      .flatMap((row) => priceVersion(row) ?? []);
    answers.set(key, versions);
    return versions;
  };
  return (workspaceId, provider, model) => {
    const named = versionsOf(workspaceId, provider, model);
    const general = model === ANY_MODEL ? [] : versionsOf(workspaceId, provider, ANY_MODEL);
    return general.length === 0 ? named : [...named, ...general];
  };
}
