import type { KeyRecord } from "../../db/postgres/management/keys.ts";
import { ROLES, type KeyRow } from "../contract/keys.ts";

/** A key as it is listed: never the key itself. */
export function showKey(row: KeyRecord, nowMs: number): KeyRow {
  const expired = row.expiresAt !== null && row.expiresAt.getTime() <= nowMs;
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    role: ROLES.find((role) => role === row.role) ?? null,
    prefix: row.prefix,
    last4: row.last4,
    pinned: withTags(row.pinned),
    defaults: withTags(row.defaults),
    upstreams: row.upstreams === null ? null : [...row.upstreams],
    models: row.models === null ? null : [...row.models],
    callbacks: row.callbacks === null ? null : [...row.callbacks],
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt?.toISOString() ?? null,
    revoked_at: row.revokedAt?.toISOString() ?? null,
    status: row.revokedAt !== null ? "revoked" : expired ? "expired" : "active",
  };
}

function withTags(values: KeyRecord["pinned"]): KeyRow["pinned"] {
  const { tags, ...fields } = values;
  return tags === undefined ? fields : { ...fields, tags: { ...tags } };
}
