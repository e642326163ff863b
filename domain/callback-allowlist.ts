/** The parts of a parsed address that decide; a WHATWG `URL` fits. */
export interface Address {
  /** With its colon. */
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly origin: string;
  readonly hostname: string;
  readonly pathname: string;
}

/**
 * Why callbacks may not be sent to an address at all, as the end of a sentence that begins with the field's name;
 * null when they may. Plain http stays inside: it is for hosts that are private by their name.
 */
export function callbackFault(address: Address): string | null {
  const { protocol, username, password, hostname } = address;
  if (protocol !== "https:" && protocol !== "http:") return "must begin with https://";
  if (protocol === "http:" && !isPrivateHost(hostname)) {
    return "must begin with https://; http:// is for private hosts alone";
  }
  if (username !== "" || password !== "") return "must not have a user name or password";
  return null;
}

/** Whether an entry of a key's list (an origin, or an origin and the start of a path) allows an address. */
export function allowsCallback(entry: Address, address: Address): boolean {
  if (callbackFault(address) !== null || entry.origin !== address.origin) return false;
  const start = entry.pathname.replace(/\/$/, "");
  if (start === "") return true;
  // Some servers decode a slash after they have chosen who answers: it could lead out of the path again.
  if (/%2f|%5c/i.test(address.pathname)) return false;
  return address.pathname === start || address.pathname.startsWith(`${start}/`);
}

/** Whether a host can only be meant inside one's own network: the only ones at which private addresses are called. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase();
  if (host.startsWith("[")) return PRIVATE_IPV6.test(host);
  if (IPV4.test(host)) return PRIVATE_IPV4.test(host);
  return !host.includes(".") || PRIVATE_SUFFIX.test(host);
}

const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;
const PRIVATE_IPV4 =
  /^(?:127|10)\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./;
const PRIVATE_IPV6 = /^\[(?:::1\]|f[cd][0-9a-f]{2}:)/;
const PRIVATE_SUFFIX = /\.(?:internal|local|localhost)$/;
