import { sealSecret } from "../../db/postgres/secret-box.ts";
import type { CallContext } from "../http/call-context.ts";

const SHOWN_CHARACTERS = 4;
const LONG_ENOUGH_TO_SHOW = 12;

/** Columns of a sealed credential. Of a short one nothing is shown: four characters would be most of it. */
export function sealedCredential(ctx: CallContext, upstreamId: string, credential: string) {
  const aad = `${ctx.workspaceId}/${upstreamId}/credential`;
  return {
    credentialSealed: sealSecret(ctx.deps.masterKey, aad, credential),
    credentialLast4:
      credential.length >= LONG_ENOUGH_TO_SHOW ? credential.slice(-SHOWN_CHARACTERS) : "",
  };
}

/** Column of a sealed webhook secret; null stays null. */
export function sealedWebhookSecret(ctx: CallContext, upstreamId: string, secret: string | null) {
  const aad = `${ctx.workspaceId}/${upstreamId}/webhook`;
  return {
    webhookSecretSealed: secret === null ? null : sealSecret(ctx.deps.masterKey, aad, secret),
  };
}
