import { headerRule } from "./header-rules.ts";

/** One pass over a request's raw headers. */
export interface InboundHeaders {
  /** What goes upstream: name, value, name, value … */
  readonly forward: string[];
  /** Distinct credentials presented, at most two are kept. */
  readonly credentials: readonly string[];
  readonly hosts: number;
  /** True when a header takes part in attribution. */
  readonly attributed: boolean;
  /** A header that must not be there, by name. */
  readonly refused: string | null;
}

/**
 * Sorts a request's headers: hop-by-hop headers, credentials, cookies, forwarding headers and everything that
 * is Reelmeter's stay here; the rest goes upstream.
 * @param raw `rawHeaders` of node's IncomingMessage.
 */
export function readInboundHeaders(raw: readonly string[]): InboundHeaders {
  const forward: string[] = [];
  const credentials: string[] = [];
  let hosts = 0;
  let attributed = false;
  let refused: string | null = null;
  let listed: string | null = null;

  for (let index = 0; index < raw.length; index += 2) {
    const name = (raw[index] ?? "").toLowerCase();
    const value = raw[index + 1] ?? "";
    switch (headerRule(name)) {
      case "pass":
        forward.push(name, value);
        break;
      case "drop":
        break;
      case "host":
        hosts += 1;
        break;
      case "connection":
        if (value === "keep-alive" || value === "close") break;
        listed = listed === null ? value : `${listed},${value}`;
        break;
      case "authorization":
        addCredential(credentials, schemeless(value));
        break;
      case "key":
        addCredential(credentials, value);
        break;
      case "foreign-key":
        // Accepted nowhere, but beside another credential nobody can say which one was meant.
        addCredential(credentials, value);
        break;
      case "attribution":
        attributed = true;
        break;
      case "baggage":
        attributed = true;
        addBaggage(forward, value);
        break;
      case "refuse":
        refused ??= name;
        break;
    }
  }
  return {
    forward: listed === null ? forward : withoutListed(forward, listed),
    credentials,
    hosts,
    attributed,
    refused,
  };
}

const SCHEME = /^(?:bearer|key|token) +/i;

/** `Bearer x`, `Key x` and `Token x` → x; another scheme stays whole and so matches no key. */
function schemeless(value: string): string {
  return value.replace(SCHEME, "").trim();
}

function addCredential(credentials: string[], value: string): void {
  if (!credentials.includes(value) && credentials.length < 2) credentials.push(value);
}

/** Members that are ours stay here, the others pass. */
function addBaggage(forward: string[], value: string): void {
  const others = value
    .split(",")
    .filter((member) => !/^\s*reelmeter\./i.test(member) && member.trim() !== "");
  if (others.length > 0) forward.push("baggage", others.join(",").trim());
}

/** RFC 9110 §7.6.1: what `Connection` lists concerns this hop only. */
function withoutListed(forward: readonly string[], listed: string): string[] {
  const names = new Set(listed.split(",").map((name) => name.trim().toLowerCase()));
  const kept: string[] = [];
  for (let index = 0; index < forward.length; index += 2) {
    const name = forward[index] ?? "";
    if (!names.has(name)) kept.push(name, forward[index + 1] ?? "");
  }
  return kept;
}
