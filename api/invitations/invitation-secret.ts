import { createHash, randomBytes } from "node:crypto";

const SECRET_BYTES = 32;

/** The secret of an invitation's link, of 256 random bits; only its digest is kept. */
export function mintInvitationSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

export function invitationDigest(secret: string): Uint8Array {
  return createHash("sha256").update(`reelmeter/invitation/v1\n${secret}`, "utf8").digest();
}
