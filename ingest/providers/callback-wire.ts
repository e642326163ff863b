import type { SignedWebhook } from "./optional-wires.ts";

/** Where a create names its callback. */
export interface CallbackPlace {
  readonly in: "body" | "query";
  /** Of the parameter, or of the JSON body's member, nested ones with dots (`options.callback_url`). */
  readonly name: string;
}

/** What a signature by a provider's own key pair is over. */
export interface KeySigned {
  readonly message: string;
  readonly signature: Uint8Array;
}

export type CallbackSignature =
  | { readonly kind: "none" }
  /** By a secret of the account. An upstream without that secret takes calls unsigned: they show the token. */
  | { readonly kind: "secret"; isSigned(webhook: SignedWebhook, secret: string): boolean }
  /** Ed25519, by keys that the provider shows to everybody. */
  | {
      readonly kind: "keys";
      /** A JWK set's address; an upstream's webhook secret may name another one. */
      readonly keysUrl: string;
      /** Null when it is not signed, or not lately. */
      signed(webhook: SignedWebhook): KeySigned | null;
    };

/** How a provider calls back about one job: where creates ask for it and what the calls look like. */
export interface CallbackWire {
  /** A create may use one of them. */
  readonly places: readonly CallbackPlace[];
  readonly signature: CallbackSignature;
  /** Headers that go on to the client, beside the body's own: lower-case names. */
  readonly headers: readonly string[];
  /** The header that names a delivery, the same each time it is sent; null when none does. */
  readonly deliveryIdHeader: string | null;
  /** True when the provider first sends `{"challenge": …}` and wants it back. */
  readonly challenges: boolean;
}
