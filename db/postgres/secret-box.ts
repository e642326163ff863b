import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/** A sealed secret that does not open: another master key, another row, or damaged bytes. */
export class SecretBoxError extends Error {
  override readonly name = "SecretBoxError";
  readonly code = "secret_not_openable";
}

/**
 * Seals a secret with AES-256-GCM under a key derived (HKDF-SHA256) from the master key.
 * @param aad what the secret belongs to, e.g. `workspace/upstream/credential`; moved to another row it no longer opens.
 * @returns version byte, 12-byte nonce, 16-byte tag, ciphertext.
 */
export function sealSecret(masterKey: Uint8Array, aad: string, secret: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", boxKey(masterKey), nonce);
  cipher.setAAD(Buffer.from(aad, "utf8"));
  const body = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body]);
}

/** Opens what `sealSecret` made with the same master key and aad. @throws SecretBoxError otherwise. */
export function openSecret(masterKey: Uint8Array, aad: string, sealed: Uint8Array): string {
  if (sealed.length < HEADER_BYTES || sealed[0] !== VERSION) {
    throw new SecretBoxError("The sealed secret is damaged: enter the secret again.");
  }
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const tag = sealed.subarray(1 + NONCE_BYTES, HEADER_BYTES);
  try {
    const decipher = createDecipheriv("aes-256-gcm", boxKey(masterKey), nonce);
    decipher.setAAD(Buffer.from(aad, "utf8"));
    decipher.setAuthTag(tag);
    const body = Buffer.concat([decipher.update(sealed.subarray(HEADER_BYTES)), decipher.final()]);
    return body.toString("utf8");
  } catch (cause) {
    throw new SecretBoxError(
      "The secret can't be opened with this master key: restore the key it was sealed with, or enter the secret again.",
      { cause },
    );
  }
}

function boxKey(masterKey: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", masterKey, "", "reelmeter/secret-box/v1", KEY_BYTES));
}
