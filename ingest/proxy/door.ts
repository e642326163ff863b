import type { IncomingMessage } from "node:http";
import type { ProviderAdapter } from "../providers/adapter.ts";
import { pathOfCall } from "../providers/upstream-path.ts";
import type { Caller } from "./exchange.ts";
import { identifyCaller } from "./identify-caller.ts";
import { readInboundHeaders } from "./inbound-headers.ts";
import type { RouteMatcher } from "./match-route.ts";
import type { ProxyDeps } from "./proxy-ports.ts";
import { readQuery } from "./read-query.ts";
import { readTarget } from "./read-target.ts";
import { readTargetHeader } from "./read-target-header.ts";
import { denials, invalidHeader, unknownUpstream, type Denial } from "./refusals.ts";

export type Entry = { readonly kind: "enter"; readonly caller: Caller } | Denied;

export interface Denied {
  readonly kind: "deny";
  readonly denial: Denial;
  readonly adapter: ProviderAdapter;
  /** Known when only the route, the id or the like was wrong. */
  readonly who: Pick<Caller, "key" | "workspace"> | null;
  readonly upstream: Caller["upstream"] | null;
}

/**
 * Decides whether a request may come in, from its target and headers alone: form, key, upstream, route, id, in
 * this order, so that nobody without a key learns which routes or upstreams there are.
 */
export function openDoor(
  deps: ProxyDeps,
  matchRoute: RouteMatcher,
  incoming: IncomingMessage,
): Entry {
  const { directory, providers, limits } = deps;
  const deny = (denial: Denial): Denied => ({
    kind: "deny",
    denial,
    adapter: providers.fallback,
    who: null,
    upstream: null,
  });

  const method = incoming.method ?? "";
  if (REFUSED_METHODS.has(method)) return deny(denials.badMethod);
  const headers = readInboundHeaders(incoming.rawHeaders);
  if (headers.hosts !== 1) return deny(denials.badHost);
  const target = readTarget(incoming.url ?? "", limits.maxTargetBytes);
  if (target.kind === "bad") return deny(denials.badTarget);
  if (headers.refused !== null) return deny(invalidHeader(headers.refused));

  const { query, keys } = readQuery(target.kind === "ok" ? target.query : "");
  const credentials = keys.length === 0 ? headers.credentials : distinct(headers.credentials, keys);
  const atMs = deps.clock();
  const key = identifyCaller(directory, credentials, atMs);
  const workspace = key === null ? null : directory.workspace(key.workspaceId);
  if (key === null || workspace === null) return deny(denials.invalidKey);

  const who = { key, workspace };
  if (target.kind === "unknown") return { ...deny(denials.unknownRoute), who };
  const upstream = directory.upstream(key.workspaceId, target.slug);
  if (key.upstreams !== null && !key.upstreams.has(target.slug)) {
    return { ...deny(denials.upstreamForbidden), who, upstream };
  }
  const adapter = upstream === null ? null : providers.adapter(upstream.provider);
  if (upstream === null || adapter === null) return { ...deny(unknownUpstream(target.slug)), who };

  const named =
    target.path === ""
      ? readTargetHeader(target.slug, adapter, incoming.headers, limits.maxTargetBytes)
      : null;
  if (named !== null && named.kind !== "ok") {
    const denial = named.kind === "bad" ? denials.badTargetHeader : denials.unknownRoute;
    return { kind: "deny", denial, adapter, who, upstream };
  }
  const meantPath = named?.path ?? target.path;
  const meantQuery = named?.query ?? query;
  const match = matchRoute(adapter, method, meantPath);
  if (match.kind !== "route") {
    const denial = match.kind === "none" ? denials.unknownRoute : denials.invalidId;
    return { kind: "deny", denial, adapter, who, upstream };
  }
  const path = pathOfCall(adapter, upstream.baseUrl, meantPath);
  if (path === null) return { kind: "deny", denial: denials.unknownRoute, adapter, who, upstream };
  return {
    kind: "enter",
    caller: {
      key,
      workspace,
      upstream,
      adapter,
      route: match.route,
      params: match.params,
      headers,
      atMs,
      query: meantQuery,
      upstreamPath: meantQuery === "" ? path : `${path}?${meantQuery}`,
    },
  };
}

/** Echo a request, open a tunnel, or ask about the proxy itself. */
const REFUSED_METHODS = new Set(["TRACE", "TRACK", "CONNECT"]);

function distinct(presented: readonly string[], keys: readonly string[]): readonly string[] {
  return [...new Set([...presented, ...keys])];
}
