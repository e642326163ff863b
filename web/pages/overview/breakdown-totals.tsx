import type { Measures } from "../../../api/contract/measures.ts";
import { ratio, type MoneyStyle } from "../../format/money.ts";
import { MaybeMoney, Money } from "../../format/money-text.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { cellClass } from "../../ui/data-table.tsx";
import { knownMargin, knownSpend } from "../../series/known-spend.ts";
import { gpuText, marginColor, percentOrDash } from "./breakdown-columns.tsx";

interface BreakdownTotalsProps {
  readonly totals: Measures;
  readonly currency: string;
  readonly hasRevenue: boolean;
  readonly moneyStyle: MoneyStyle;
}

/** The last line of the table: the whole period, from the summary and not from the rows. */
export function BreakdownTotals({
  totals,
  currency,
  hasRevenue,
  moneyStyle,
}: BreakdownTotalsProps) {
  const t = useMessages();
  const format = useFormat();
  const right = { align: "right" } as const;
  const cell = (from?: "md" | "lg" | "2xl") =>
    cellClass({ ...right, ...(from === undefined ? {} : { from }) }, "py-3");
  return (
    <tr className="border-t-2 border-hairline font-medium">
      <th scope="row" className={cellClass({}, "py-3 font-medium")}>
        {t.common.total}
      </th>
      <td className={cell()}>
        <MaybeMoney amount={knownSpend(totals)} currency={currency} style={moneyStyle} />
      </td>
      {hasRevenue ? (
        <>
          <td className={cell()}>
            <MaybeMoney amount={totals.revenue} currency={currency} style={moneyStyle} />
          </td>
          <td className={`${cell()} ${marginColor(knownMargin(totals))}`}>
            <MaybeMoney
              amount={knownMargin(totals)}
              currency={currency}
              style={moneyStyle}
              signed
            />
          </td>
          <td className={cell("2xl")}>
            {percentOrDash(format, ratio(totals.margin, totals.revenue))}
          </td>
          <td className={cell()}>{percentOrDash(format, ratio(totals.revenue, totals.spend))}</td>
        </>
      ) : null}
      <td className={cell("lg")}>{"\u00a0"}</td>
      <td className={cell()}>{format.count(totals.generations)}</td>
      <td className={cell()}>{format.count(totals.failed)}</td>
      <td className={cell()}>
        {totals.cost_per_generation === null ? (
          t.common.unknown
        ) : (
          <Money amount={totals.cost_per_generation} currency={currency} />
        )}
      </td>
      <td className={cell("md")}>{gpuText(totals.gpu_seconds, t, format)}</td>
      <td className={cell("md")}>{format.users(totals.users)}</td>
    </tr>
  );
}
