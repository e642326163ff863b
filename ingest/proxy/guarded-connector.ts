import { lookup as systemLookup, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { buildConnector } from "undici";
import { ForbiddenAddressError, isAllowedAddress } from "./guard-address.ts";

export interface ConnectorOptions {
  readonly allowPrivate: boolean;
  readonly connectMs: number;
  readonly lookup?: LookupFunction;
}

/**
 * A connector that judges the very address it connects to: a literal before the call, a name inside the
 * look-up of the socket, so that a name which changes its address between check and use gains nothing.
 */
export function guardedConnector(options: ConnectorOptions): buildConnector.connector {
  const { allowPrivate, connectMs, lookup } = options;
  const connect = buildConnector({
    timeout: connectMs,
    lookup: guardedLookup(allowPrivate, lookup),
  });
  return (target, callback) => {
    if (isForbiddenLiteral(target.hostname, allowPrivate)) {
      callback(new ForbiddenAddressError("the upstream's address is not allowed"), null);
      return;
    }
    connect(target, callback);
  };
}

/** True for a host that is an address itself, which no look-up sees, and one that is not allowed. */
export function isForbiddenLiteral(hostname: string, allowPrivate: boolean): boolean {
  const literal = hostname.replace(/^\[|\]$/g, "");
  return isIP(literal) !== 0 && !isAllowedAddress(literal, allowPrivate);
}

/** All addresses of a name must be allowed: one forbidden among public ones blocks it. */
export function guardedLookup(
  allowPrivate: boolean,
  lookup: LookupFunction = systemLookup,
): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      // A failed look-up brings no list, whatever its type says.
      const addresses = error === null ? asList(found, options.family) : [];
      const [first] = addresses;
      if (error !== null || first === undefined) {
        callback(error ?? new ForbiddenAddressError("the name has no address"), "", 0);
      } else if (!addresses.every(({ address }) => isAllowedAddress(address, allowPrivate))) {
        callback(new ForbiddenAddressError("the name leads to a forbidden address"), "", 0);
      } else if (options.all === true) {
        callback(null, addresses);
      } else {
        callback(null, first.address, first.family);
      }
    });
  };
}

function asList(
  found: string | LookupAddress[],
  family: number | string | undefined,
): LookupAddress[] {
  if (typeof found !== "string") return found;
  return found === "" ? [] : [{ address: found, family: family === 6 ? 6 : 4 }];
}
