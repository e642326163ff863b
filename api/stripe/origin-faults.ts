import type { StripeConnectionRecord } from "../../db/postgres/management/stripe-connections.ts";
import type { FieldError } from "../http/api-error.ts";

interface Origin {
  /** Null when the object does not say. */
  readonly livemode: boolean | null;
  /** The connected account; null for the own one. */
  readonly account: string | null;
}

/** Why an event or an exported object is not this connection's, by field; `prefix` goes before the names. */
export function originFaults(
  connection: Pick<StripeConnectionRecord, "livemode" | "account">,
  origin: Origin,
  prefix: string,
): readonly FieldError[] {
  const mode = (live: boolean) => (live ? "live" : "test");
  const { livemode, account } = connection;
  const faults: FieldError[] = [];
  if (livemode !== null && origin.livemode !== null && livemode !== origin.livemode) {
    const message = `is ${mode(origin.livemode)} mode: this connection takes ${mode(livemode)} mode only`;
    faults.push({ field: `${prefix}livemode`, message });
  }
  if (origin.account !== account) {
    const message =
      account === null
        ? "is a connected account: this connection takes events of its own account only"
        : `is another account: this connection takes events of ${account} only`;
    faults.push({ field: `${prefix}account`, message });
  }
  return faults;
}
