import type { PriceRow } from "../../../api/contract/prices.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { unitName } from "./unit-name.ts";

interface PriceAmountProps {
  readonly price: Pick<PriceRow, "amount" | "currency" | "unit" | "minimum_units">;
}

/** An amount, what it is per, and the least that is charged. */
export function PriceAmount({ price }: PriceAmountProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.prices;
  return (
    <span className="tabular inline-block">
      <span className="block font-medium">
        {format.money(price.amount, price.currency, "exact")}
      </span>
      <span className="block text-xs text-muted">{words.perUnit(unitName(price.unit, t))}</span>
      {price.minimum_units === null ? null : (
        <span className="block text-xs text-muted">
          {words.atLeast(format.decimal(price.minimum_units))}
        </span>
      )}
    </span>
  );
}
