import type { IncomingHttpHeaders } from "node:http";
import type { Attribution } from "../../domain/attribution-fields.ts";
import { resolveAttribution, type AttributionResult } from "../../domain/attribution.ts";
import type { ProxyKey } from "../directory.ts";

/** Says to whom a request belongs; the one place where the proxy does so. */
export interface Attributor {
  /** Of headers alone. `attributed` false: no header takes part, so the key alone decides. */
  ofHeaders(key: ProxyKey, headers: IncomingHttpHeaders, attributed: boolean): AttributionResult;
  /** Of headers and the small fields of a body. */
  ofBody(
    key: ProxyKey,
    headers: IncomingHttpHeaders,
    fields: ReadonlyMap<string, string>,
  ): AttributionResult;
}

export function createAttributor(): Attributor {
  // Keys are immutable objects of the directory's present state: what one alone says is worked out once.
  const ofKeyAlone = new WeakMap<ProxyKey, Attribution>();

  return {
    ofHeaders(key, headers, attributed) {
      if (attributed) return resolve(key, headers, null);
      const known = ofKeyAlone.get(key);
      if (known !== undefined) return { kind: "ok", attribution: known };
      const result = resolve(key, {}, null);
      if (result.kind === "ok") ofKeyAlone.set(key, result.attribution);
      return result;
    },
    ofBody: resolve,
  };
}

function resolve(
  key: ProxyKey,
  headers: IncomingHttpHeaders,
  fields: ReadonlyMap<string, string> | null,
): AttributionResult {
  return resolveAttribution({
    pinned: key.pinned,
    defaults: key.defaults,
    header: (name) => {
      const value = headers[name];
      if (value === undefined) return null;
      return utf8(typeof value === "string" ? value : value.join(", "));
    },
    body: (name) => fields?.get(name) ?? null,
  });
}

/** Node reads header bytes as Latin-1; clients send UTF-8. Bytes that are no UTF-8 stay as they came. */
function utf8(latin1: string): string {
  // eslint-disable-next-line no-control-regex -- ASCII needs no decoding
  if (/^[\u0000-\u007f]*$/.test(latin1)) return latin1;
  const decoded = Buffer.from(latin1, "latin1").toString("utf8");
  return decoded.includes("\ufffd") ? latin1 : decoded;
}
