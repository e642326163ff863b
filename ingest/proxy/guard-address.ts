import ipaddr from "ipaddr.js";

/** Addresses at which clouds serve credentials to whoever asks from inside; they look private or even public. */
const METADATA = new Set(["168.63.129.16", "100.100.100.200", "fd00:ec2::254", "192.0.0.192"]);

const PRIVATE_RANGES = new Set(["private", "loopback", "uniqueLocal", "carrierGradeNat"]);

/**
 * Whether an upstream may be reached at this address. Public unicast always; private and loopback only for an
 * upstream that allows them; link-local, metadata, multicast, reserved and tunnelled addresses never.
 */
export function isAllowedAddress(address: string, allowPrivate: boolean): boolean {
  if (!ipaddr.isValid(address)) return false;
  // `process` unwraps IPv4-mapped IPv6 addresses, so ::ffff:127.0.0.1 is judged as 127.0.0.1.
  const parsed = ipaddr.process(address);
  if (METADATA.has(parsed.toString())) return false;
  const range = parsed.range();
  return range === "unicast" || (allowPrivate && PRIVATE_RANGES.has(range));
}

/** The connection was refused by us: the name leads to an address that is not allowed. */
export class ForbiddenAddressError extends Error {
  override readonly name = "ForbiddenAddressError";
  readonly code = "FORBIDDEN_ADDRESS";
}
