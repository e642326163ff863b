import type { Upstream } from "../directory.ts";

/** Upstreams, possibly of several workspaces, that are one account: their jobs appear in one list. */
export interface UpstreamAccount {
  /** The lowest id of them, to name a lease. */
  readonly name: string;
  readonly upstreams: readonly [Upstream, ...Upstream[]];
}

export function upstreamAccounts(upstreams: readonly Upstream[]): readonly UpstreamAccount[] {
  const accounts = new Map<string, [Upstream, ...Upstream[]]>();
  for (const upstream of upstreams.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const key = JSON.stringify([upstream.provider, upstream.baseUrl.href, upstream.credential]);
    const account = accounts.get(key);
    if (account === undefined) accounts.set(key, [upstream]);
    else account.push(upstream);
  }
  return Array.from(accounts.values(), (members) => ({ name: members[0].id, upstreams: members }));
}
