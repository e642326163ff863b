import { createHash, randomBytes } from "node:crypto";

const SECRET_BYTES = 32;
const SHOWN_CHARACTERS = 4;

/** A new key in the only form in which it is ever shown, and what is kept of it. */
export interface MintedKey {
  readonly key: string;
  readonly sha256: Uint8Array;
  /** Start of the key up to its first four random characters. */
  readonly prefix: string;
  readonly last4: string;
}

/** Mints `rm_live_…` or `rm_admin_…` with 256 random bits (43 base64url characters). */
export function mintKey(kind: "proxy" | "admin"): MintedKey {
  const start = kind === "proxy" ? "rm_live_" : "rm_admin_";
  const key = start + randomBytes(SECRET_BYTES).toString("base64url");
  return {
    key,
    sha256: createHash("sha256").update(key, "utf8").digest(),
    prefix: key.slice(0, start.length + SHOWN_CHARACTERS),
    last4: key.slice(-SHOWN_CHARACTERS),
  };
}
