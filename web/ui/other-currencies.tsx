import type { SummaryAnswer } from "../../api/contract/analytics.ts";
import { isZero } from "../format/money.ts";
import { useFormat } from "../format/use-format.ts";
import { useMessages } from "../i18n/use-messages.ts";

/** What was spent and earned in other currencies, and is in no sum of the page; nothing where there is none. */
export function OtherCurrencies({
  amounts,
}: {
  readonly amounts: SummaryAnswer["other_currencies"] | undefined;
}) {
  const words = useMessages().overview.trust;
  const format = useFormat();
  if (amounts === undefined || amounts.length === 0) return null;
  const list = amounts.map(({ currency, spend, revenue }) =>
    words.otherCurrency(
      currency,
      isZero(spend) ? null : format.decimal(spend),
      isZero(revenue) ? null : format.decimal(revenue),
    ),
  );
  return <span className="text-warn">{words.otherCurrencies(list.join(" · "))}</span>;
}
