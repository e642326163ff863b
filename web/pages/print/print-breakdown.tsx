import type { BreakdownAnswer } from "../../../api/contract/analytics.ts";
import type { Measures } from "../../../api/contract/measures.ts";
import { carriesRevenue } from "../../../domain/dimensions.ts";
import { ratio } from "../../format/money.ts";
import { MaybeMoney } from "../../format/money-text.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { knownMargin, knownSpend } from "../../series/known-spend.ts";
import { cellClass, DataTable } from "../../ui/data-table.tsx";
import type { Dimension } from "../../view/view-search.ts";
import type { View } from "../../view/view.ts";
import { breakdownColumns, percentOrDash } from "../overview/breakdown-columns.tsx";

const PRINTED: ReadonlySet<string> = new Set([
  "value",
  "spend",
  "revenue",
  "margin",
  "coverage",
  "generations",
]);

interface PrintBreakdownProps {
  readonly answer: BreakdownAnswer;
  readonly totals: Measures;
  readonly by: Dimension;
  readonly view: View;
}

/** The table per feature, surface, … with the columns that fit on paper. */
export function PrintBreakdown({ answer, totals, by, view }: PrintBreakdownProps) {
  const t = useMessages();
  const format = useFormat();
  const { currency } = answer;
  const hasRevenue = carriesRevenue(by);
  const columns = breakdownColumns({
    by,
    filters: view.filters,
    currency,
    sparks: new Map(),
    hasRevenue,
    moneyStyle: "plain",
    t,
    format,
  }).filter((column) => PRINTED.has(column.id));
  const title = t.overview.table.title(t.dimensions[by].toLowerCase());
  const right = cellClass({ align: "right" }, "py-2.5");
  return (
    <section>
      <h2 className="mb-2 text-[15px] font-semibold">{title}</h2>
      <DataTable
        caption={title}
        columns={columns}
        rows={answer.data}
        rowKey={(row) => row.values[by] ?? ""}
        footer={
          <tr className="border-t border-hairline font-medium">
            <th scope="row" className={cellClass({}, "py-2.5 font-medium")}>
              {t.common.total}
            </th>
            <td className={right}>
              <MaybeMoney amount={knownSpend(totals)} currency={currency} />
            </td>
            {hasRevenue ? (
              <>
                <td className={right}>
                  <MaybeMoney amount={totals.revenue} currency={currency} />
                </td>
                <td className={right}>
                  <MaybeMoney amount={knownMargin(totals)} currency={currency} signed />
                </td>
                <td className={right}>
                  {percentOrDash(format, ratio(totals.revenue, totals.spend))}
                </td>
              </>
            ) : null}
            <td className={right}>{format.count(totals.generations)}</td>
          </tr>
        }
      />
    </section>
  );
}
