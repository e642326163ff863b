import { vertexParent } from "../../domain/vertex-parent.ts";
import ipaddr from "ipaddr.js";

export type BaseUrlVerdict =
  | { readonly kind: "ok"; readonly baseUrl: string }
  | { readonly kind: "refuse"; readonly reason: string };

/**
 * Judges an upstream's address by its text alone; the proxy looks at what a name resolves to when it connects. Private
 * and loopback addresses, and names that only a local resolver knows, need `allowPrivate`; addresses from which clouds
 * hand out credentials are refused in any case, and so is every other special range (the names are ipaddr.js's).
 * An upstream on Vertex AI names its project and location, the only ones that its credential is used for.
 * @returns the address in its canonical spelling, without a slash at the end.
 */
export function checkBaseUrl(text: string, allowPrivate: boolean, provider = ""): BaseUrlVerdict {
  if (!/^[\x21-\x7e]+$/.test(text) || text.includes("\\")) {
    return refuse("must be plain ASCII without spaces and backslashes");
  }
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    return refuse("must be an address that starts with https:// or http://");
  }
  const url = new URL(text);
  if (url.username !== "" || url.password !== "" || /^[^/]*\/\/[^/]*@/.test(text)) {
    return refuse("must not hold a user name or a password");
  }
  if (/[?#]/.test(text)) return refuse("must not hold a query or a fragment");
  if (/%|\/\/|(^|\/)\.{1,2}(\/|$)/.test(text.replace(/^https?:\/\/[^/]*/i, ""))) {
    return refuse("must have a plain path, without dots, escapes and double slashes");
  }
  if (provider === "google_vertex" && vertexParent(url.pathname) === null) {
    return refuse("must end in /v1/projects/{project}/locations/{location}: no other is called");
  }
  const fault = portFault(url) ?? hostFault(url.hostname, writtenHost(text), allowPrivate);
  if (fault !== null) return refuse(fault);
  return { kind: "ok", baseUrl: url.href.replace(/\/+$/, "") };
}

const PRIVATE_RANGES: ReadonlySet<string> = new Set([
  "private",
  "loopback",
  "uniqueLocal",
  "carrierGradeNat",
]);

/** Metadata services outside the link-local range: AWS over IPv6, Alibaba Cloud, and Google's name. */
const METADATA_HOSTS: ReadonlySet<string> = new Set([
  "fd00:ec2::254",
  "100.100.100.200",
  "metadata.google.internal",
  "metadata",
]);

/** Well-known ports on which no video model listens; most are databases and mail. */
const REFUSED_PORTS: ReadonlySet<number> = new Set([
  1433, 1521, 2049, 2375, 2376, 3306, 3389, 5432, 5672, 5900, 6000, 6379, 6660, 6665, 6666, 6667,
  6668, 6669, 9042, 9092, 10_250, 11_211, 27_017,
]);
const FIRST_UNPRIVILEGED_PORT = 1024;

function portFault(url: URL): string | null {
  if (url.port === "") return null;
  const port = Number(url.port);
  if (port === 80 || port === 443) return null;
  if (port < FIRST_UNPRIVILEGED_PORT || REFUSED_PORTS.has(port)) {
    return `must not name port ${port}: use 80, 443, or one from 1024 up that serves HTTP`;
  }
  return null;
}

/** `hostname` is the parser's canonical form, `written` what was typed; both must be the same. */
function hostFault(hostname: string, written: string, allowPrivate: boolean): string | null {
  const bare = hostname.replace(/^\[|\]$/g, "");
  if (hostname === "" || hostname.endsWith("."))
    return "must name a host, without a dot at its end";
  if (written.toLowerCase() !== hostname) return `must spell the host plainly, as ${hostname}`;
  if (METADATA_HOSTS.has(bare)) return "must not be a cloud's metadata service";
  if (ipaddr.isValid(bare)) {
    const range = ipaddr.process(bare).range();
    if (range === "unicast") return null;
    if (range === "linkLocal") return "must not be link-local: such addresses hand out credentials";
    if (!PRIVATE_RANGES.has(range)) return `must be a usual address, not one of the range ${range}`;
    return allowPrivate ? null : "is private: set allow_private to allow it";
  }
  const local =
    !hostname.includes(".") || /\.(localhost|local|internal|lan|home\.arpa)$/.test(bare);
  return local && !allowPrivate ? "is a local name: set allow_private to allow it" : null;
}

/** The host as typed, without port. */
function writtenHost(text: string): string {
  const authority = /^https?:\/\/([^/]*)/i.exec(text)?.[1] ?? "";
  return authority.replace(/:\d*$/, "");
}

function refuse(reason: string): BaseUrlVerdict {
  return { kind: "refuse", reason };
}
