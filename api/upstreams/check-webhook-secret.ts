import { checkBaseUrl } from "./check-base-url.ts";

/** Wires whose calls nobody signs: with a secret every call would be refused. */
const UNSIGNED: ReadonlySet<string> = new Set(["minimax", "byteplus_ark", "luma_dream_machine"]);
/** What the Standard Webhooks library can make a key of. */
const STANDARD_SECRET = /^whsec_[A-Za-z0-9+/]{8,}={0,2}$/;

/**
 * Why a webhook secret can never verify a call of its provider, as the end of a sentence that begins with the field's
 * name; null when it may. At fal it is the address of the keys, judged as a base URL is.
 */
export function webhookSecretFault(
  provider: string,
  secret: string | null | undefined,
  allowPrivate: boolean,
): string | null {
  if (secret === null || secret === undefined) return null;
  if (UNSIGNED.has(provider)) return "must be left out: this provider does not sign its calls";
  if (provider === "replicate" && !STANDARD_SECRET.test(secret)) {
    return "must be the signing secret as Replicate shows it, whsec_ and base64";
  }
  if (provider !== "fal") return null;
  const verdict = checkBaseUrl(secret, allowPrivate);
  return verdict.kind === "ok" ? null : `is the address of fal's public keys: it ${verdict.reason}`;
}
