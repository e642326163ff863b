import type { ChangesAnswer } from "../../api/contract/changes.ts";
import { parseNano } from "../../domain/money.ts";

type Driver = ChangesAnswer["drivers"][number];

/** The driver that moved the spend most, whichever way; null when none did. */
export function largestDriver(drivers: readonly Driver[]): Driver | null {
  const size = ({ amount }: Driver) => {
    const nano = parseNano(amount);
    return nano < 0n ? -nano : nano;
  };
  const [largest] = drivers.toSorted((a, b) => (size(a) > size(b) ? -1 : 1));
  return largest === undefined || size(largest) === 0n ? null : largest;
}
