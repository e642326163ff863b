import { openSecret, sealSecret } from "../../db/postgres/secret-box.ts";
import type { SealedStripeConnection } from "../../db/postgres/management/stripe-connections.ts";

const SHOWN_CHARACTERS = 4;

interface Owner {
  readonly workspaceId: string;
  readonly id: string;
}

/** Columns of a signing secret. */
export function sealedStripeSecret(masterKey: Uint8Array, owner: Owner, secret: string) {
  return {
    secretSealed: sealSecret(masterKey, aadOf(owner), secret),
    secretLast4: secret.slice(-SHOWN_CHARACTERS),
  };
}

/** The secrets that are good at an instant: the present one, and the one before it while it still is. */
export function openStripeSecrets(
  masterKey: Uint8Array,
  connection: SealedStripeConnection,
  nowMs: number,
): readonly string[] {
  const { secretSealed, previousSecretSealed, previousValidUntil } = connection;
  const previous =
    previousSecretSealed !== null && (previousValidUntil?.getTime() ?? 0) > nowMs
      ? [previousSecretSealed]
      : [];
  return [secretSealed, ...previous].map((sealed) =>
    openSecret(masterKey, aadOf(connection), sealed),
  );
}

function aadOf({ workspaceId, id }: Owner): string {
  return `${workspaceId}/${id}/stripe-webhook`;
}
