import type { MarginAnswer } from "../../../api/contract/margin.ts";
import { Money } from "../../format/money-text.tsx";
import { formatMonth } from "../../format/month.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";

/** What the month corrects of closed ones, by month and group. */
export function CorrectionsCard({ answer }: { answer: MarginAnswer }) {
  const { margin: words } = useMessages();
  const format = useFormat();
  const { currency, corrections } = answer;
  const rows = corrections.months.flatMap(({ month, data }) =>
    data.map((row) => ({ ...row, month })),
  );
  return (
    <Card className="min-w-0 overflow-hidden">
      <div className="px-5 pt-4 pb-3">
        <h2 className="text-[15px] font-semibold tracking-tight">{words.corrections}</h2>
        <p className="mt-0.5 text-[13px] text-muted">
          {rows.length === 0 ? words.noCorrections : words.correctionsLead}
        </p>
      </div>
      {rows.length === 0 ? null : (
        <DataTable
          caption={words.correctionsCaption}
          rows={rows}
          rowKey={(row) => `${row.month} ${row.value}`}
          columns={[
            {
              id: "month",
              header: words.correctedMonth,
              cell: (row) => formatMonth(format.locale, row.month),
            },
            { id: "value", header: words.group, rowHeader: true, cell: (row) => row.value },
            {
              id: "spend",
              header: words.spend,
              align: "right",
              cell: (row) => <Money amount={row.spend} currency={currency} signed />,
            },
            {
              id: "revenue",
              header: words.recognised,
              align: "right",
              cell: (row) => <Money amount={row.recognised_revenue} currency={currency} signed />,
            },
          ]}
        />
      )}
    </Card>
  );
}
