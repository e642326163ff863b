import { hash } from "node:crypto";
import type { Directory, ProxyKey } from "../directory.ts";

const KEY = /^rm_live_[A-Za-z0-9_-]{20,120}$/;

/**
 * The key that a request's credentials name. Several different credentials, or one that is no valid key, name
 * none: which of these it was is not told.
 */
export function identifyCaller(
  directory: Directory,
  credentials: readonly string[],
  nowMs: number,
): ProxyKey | null {
  const [presented] = credentials;
  if (presented === undefined || credentials.length > 1 || !KEY.test(presented)) return null;
  const key = directory.keyByHash(hash("sha256", presented, "hex"));
  if (key === null || (key.expiresAtMs !== null && key.expiresAtMs <= nowMs)) return null;
  return key;
}
