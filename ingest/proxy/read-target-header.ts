import type { IncomingHttpHeaders } from "node:http";
import type { ProviderAdapter } from "../providers/adapter.ts";
import { readQuery } from "./read-query.ts";
import { readTarget, type Target } from "./read-target.ts";

/**
 * What a call to the upstream's own address is meant for, as its header names it. The text must begin with one of the
 * provider's origins, and its rest is held to the rules of any target; keys in it go nowhere. Whichever origin it is, the
 * call goes to the upstream's base URL. `unknown` where the provider's clients name nothing in headers, or this one didn't.
 */
export function readTargetHeader(
  slug: string,
  { targetHeader }: ProviderAdapter,
  headers: IncomingHttpHeaders,
  maxBytes: number,
): Target {
  const url = targetHeader === undefined ? undefined : headers[targetHeader.name];
  if (targetHeader === undefined || url === undefined) return UNKNOWN;
  if (typeof url !== "string") return BAD;
  const origin = targetHeader.origins.find((each) => url.startsWith(`${each}/`));
  if (origin === undefined) return BAD;
  const target = readTarget(`/proxy/${slug}${url.slice(origin.length)}`, maxBytes);
  if (target.kind !== "ok") return target;
  return { ...target, query: readQuery(target.query).query };
}

const BAD: Target = { kind: "bad" };
const UNKNOWN: Target = { kind: "unknown" };
