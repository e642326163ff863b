import { createHmac } from "node:crypto";

/** An access key and its secret; keys of the other kind have no colon. */
const KEY_PAIR = /^([^\s:]+):([^\s:]+)$/;
const VALID_FOR_SECONDS = 1_800;
const CLOCK_SKEW_SECONDS = 5;

/**
 * What goes into `Authorization`: an API key as it is, or, of `access key:secret key`, a token that the access key
 * signs for half an hour (JWT, HS256). The secret itself never leaves.
 */
export function klingAuthorization(credential: string, nowMs: number): string {
  const [, accessKey, secretKey] = KEY_PAIR.exec(credential) ?? [];
  if (accessKey === undefined || secretKey === undefined) return `Bearer ${credential}`;
  const now = Math.floor(nowMs / 1_000);
  const claims = { iss: accessKey, exp: now + VALID_FOR_SECONDS, nbf: now - CLOCK_SKEW_SECONDS };
  const signed = `${HEADER}.${base64url(claims)}`;
  const signature = createHmac("sha256", secretKey).update(signed).digest("base64url");
  return `Bearer ${signed}.${signature}`;
}

const HEADER = base64url({ alg: "HS256", typ: "JWT" });

function base64url(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
