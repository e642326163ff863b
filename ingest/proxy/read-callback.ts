import { allowsCallback, callbackFault } from "../../domain/callback-allowlist.ts";
import type { CreateFields } from "../providers/adapter.ts";
import type { CallbackPlace } from "../providers/callback-wire.ts";
import type { Call } from "./exchange.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { queryValues } from "./query-value.ts";
import { callbackForbidden, invalidCallback, type Denial } from "./refusals.ts";

/** A callback that a create asks for. */
export interface Callback {
  readonly place: CallbackPlace;
  /** Where the client wants to be called. */
  readonly url: URL;
  readonly token: string;
  /** What the provider is told instead. */
  readonly ownUrl: string;
}

export type ReadCallback =
  | { readonly kind: "read"; readonly callback: Callback | null }
  | { readonly kind: "denied"; readonly denial: Denial };

const NONE: ReadCallback = { kind: "read", callback: null };
const TOKEN_BYTES = 32;
const MAX_CHARACTERS = 2_000;

/** Reads the callback of a create and decides whether the key may ask for it; nothing is written or sent yet. */
export function readCallback(
  context: Pick<ProxyContext, "publicUrl" | "randomBytes">,
  call: Call,
  fields: CreateFields,
): ReadCallback {
  const { adapter, key, upstream, query } = call.caller;
  if (adapter.callback === undefined) return NONE;
  const named = adapter.callback.places.flatMap((place) =>
    valuesAt(place, fields, query).map((value) => ({ place, value })),
  );
  const [first, second] = named;
  if (first === undefined) return NONE;
  const { place, value } = first;
  const deny = (denial: Denial): ReadCallback => ({ kind: "denied", denial });
  if (second !== undefined) return deny(invalidCallback(second.place.name, "is a second callback"));
  if (value.length > MAX_CHARACTERS || !URL.canParse(value)) {
    const reason = `is no address of at most ${MAX_CHARACTERS} characters`;
    return deny(invalidCallback(place.name, reason));
  }
  const url = new URL(value);
  const fault = callbackFault(url);
  if (fault !== null) return deny(invalidCallback(place.name, fault));
  if (key.callbacks?.some((entry) => allowsCallback(entry, url)) !== true) {
    return deny(callbackForbidden(place.name, url.origin));
  }
  const token = Buffer.from(context.randomBytes(TOKEN_BYTES)).toString("base64url");
  const ownUrl = `${context.publicUrl}/hooks/${upstream.slug}/${token}`;
  return { kind: "read", callback: { place, url, token, ownUrl } };
}

/** An empty value asks for nothing. */
function valuesAt(place: CallbackPlace, fields: CreateFields, query: string): readonly string[] {
  if (place.in === "query") return queryValues(query, place.name).filter((value) => value !== "");
  const value = fields.values.get(place.name);
  return value === undefined || value === "" ? [] : [value];
}
