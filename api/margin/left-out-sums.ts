import type { MissingRateReason } from "../../domain/finance/fx.ts";
import { formatNano, type Currency, type Nano } from "../../domain/money.ts";
import type { LeftOut } from "../contract/margin.ts";

/** What could not be converted, summed for each currency and reason. */
export interface LeftOutSums {
  add(
    currency: Currency,
    reason: MissingRateReason,
    part: { readonly revenue?: Nano; readonly spend?: Nano },
  ): void;
  show(): LeftOut[];
}

/** Starts with nothing left out. An entry adds its recognised revenue and counts as one. */
export function openLeftOut(): LeftOutSums {
  const sums = new Map<string, Sum>();
  return {
    add(currency, reason, { revenue, spend }) {
      const key = `${currency} ${reason}`;
      const sum = sums.get(key) ?? { currency, reason, entries: 0, revenue: 0n, spend: 0n };
      sums.set(key, {
        ...sum,
        entries: sum.entries + (revenue === undefined ? 0 : 1),
        revenue: sum.revenue + (revenue ?? 0n),
        spend: sum.spend + (spend ?? 0n),
      });
    },
    show: () =>
      [...sums]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, sum]) => ({
          ...sum,
          revenue: formatNano(sum.revenue),
          spend: formatNano(sum.spend),
        })),
  };
}

interface Sum {
  readonly currency: Currency;
  readonly reason: MissingRateReason;
  readonly entries: number;
  readonly revenue: Nano;
  readonly spend: Nano;
}
