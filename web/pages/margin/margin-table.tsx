import type { MarginAnswer } from "../../../api/contract/margin.ts";
import { Money } from "../../format/money-text.tsx";
import { formatMonth } from "../../format/month.ts";
import { useFormat } from "../../format/use-format.ts";
import type { MarginMessages } from "../../i18n/months-en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { cellClass, DataTable, type Column } from "../../ui/data-table.tsx";
import { ValueName } from "../../ui/value-name.tsx";

type Row = MarginAnswer["data"][number];

/** A report's groups, direct and fully allocated side by side, and their totals. */
export function MarginTable({ answer, month }: { answer: MarginAnswer; month: string }) {
  const t = useMessages();
  const words = t.margin;
  const format = useFormat();
  const columns = columnsOf(words, answer, format.count);
  const { totals, currency } = answer;
  const amounts: Readonly<Record<string, string>> = {
    spend: totals.spend,
    direct_revenue: totals.direct_revenue,
    allocated_revenue: totals.allocated_revenue,
  };
  return (
    <DataTable
      caption={words.caption(formatMonth(format.locale, month))}
      columns={columns}
      rows={answer.data}
      rowKey={(row) => row.value}
      footer={
        <tr className="border-t border-hairline font-medium">
          {columns.map((column) => (
            <td key={column.id} className={cellClass(column, "py-2.5")}>
              {column.id === "value" ? t.common.total : null}
              {amounts[column.id] === undefined ? null : (
                <Money amount={amounts[column.id] ?? ""} currency={currency} />
              )}
            </td>
          ))}
        </tr>
      }
    />
  );
}

function columnsOf(
  words: MarginMessages,
  { currency }: MarginAnswer,
  count: (count: number) => string,
): readonly Column<Row>[] {
  const money = (
    id: "spend" | "direct_revenue" | "direct_margin" | "allocated_revenue" | "full_margin",
    header: string,
  ) =>
    ({
      id,
      header,
      align: "right",
      cell: (row: Row) => <Money amount={row[id]} currency={currency} />,
    }) as const;
  return [
    {
      id: "value",
      header: words.group,
      rowHeader: true,
      cell: (row) => (
        <span className="font-medium break-words">
          <ValueName>{row.value}</ValueName>
        </span>
      ),
    },
    {
      id: "generations",
      header: words.clips,
      align: "right",
      from: "sm",
      cell: (row) => count(row.generations),
    },
    money("spend", words.spend),
    { ...money("direct_revenue", words.direct), from: "md" },
    money("direct_margin", words.directMargin),
    { ...money("allocated_revenue", words.allocated), from: "lg" },
    money("full_margin", words.fullMargin),
  ];
}
