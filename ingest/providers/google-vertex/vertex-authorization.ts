import { sign } from "node:crypto";
import { z } from "zod";
import { createRecentlyUsed } from "../../recently-used.ts";

const keySchema = z.object({
  type: z.literal("service_account"),
  client_email: z.string().min(1),
  private_key_id: z.string().min(1),
  private_key: z.string().min(1),
});

const SCOPE = "https://www.googleapis.com/auth/cloud-platform";
/** The longest that Google takes. */
const VALID_FOR_SECONDS = 3_600;
const CLOCK_SKEW_SECONDS = 60;
/** One token serves so long; then it is still good for as long again. */
const RENEWED_EVERY_MS = 1_800_000;
const MAX_CREDENTIALS = 256;

/** What goes into `Authorization`, by credential and time. */
export type VertexAuthorization = (credential: string, nowMs: number) => string;

/**
 * An access token as it is; of a service account's key file, in base64, a token that the key signs itself
 * (https://google.aip.dev/auth/4111): nobody need be asked for one, and the key never leaves. One that signs nothing
 * becomes a token that opens nothing.
 */
export function createVertexAuthorization(): VertexAuthorization {
  const last = createRecentlyUsed<{ readonly period: number; readonly header: string }>(
    MAX_CREDENTIALS,
  );
  return (credential, nowMs) => {
    // The same token for a whole period: signing takes a millisecond, and every poll needs one.
    const period = Math.floor(nowMs / RENEWED_EVERY_MS);
    const known = last.get(credential);
    if (known?.period === period) return known.header;
    const header = `Bearer ${tokenOf(credential, period)}`;
    last.set(credential, { period, header });
    return header;
  };
}

function tokenOf(credential: string, period: number): string {
  const key = keyFile(credential);
  if (key === null) return credential;
  const issuedAt = (period * RENEWED_EVERY_MS) / 1_000 - CLOCK_SKEW_SECONDS;
  const header = { alg: "RS256", typ: "JWT", kid: key.private_key_id };
  const claims = {
    iss: key.client_email,
    sub: key.client_email,
    scope: SCOPE,
    iat: issuedAt,
    exp: issuedAt + VALID_FOR_SECONDS,
  };
  const signed = `${base64url(header)}.${base64url(claims)}`;
  try {
    const signature = sign("RSA-SHA256", Buffer.from(signed), key.private_key);
    return `${signed}.${signature.toString("base64url")}`;
  } catch {
    return signed; // not a private key: Google refuses the unsigned token
  }
}

function keyFile(credential: string): z.infer<typeof keySchema> | null {
  try {
    const json: unknown = JSON.parse(Buffer.from(credential, "base64").toString("utf8"));
    return keySchema.safeParse(json).data ?? null;
  } catch {
    return null; // not a key file: an access token
  }
}

function base64url(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
