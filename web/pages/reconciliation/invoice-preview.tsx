import type { InvoiceWritten } from "../../../api/contract/reconciliation.ts";
import { Money } from "../../format/money-text.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { Notice } from "../../ui/notice.tsx";
import { daySpanText } from "./day-span-text.ts";

/** What would be written: how much it comes to, by model. */
export function InvoicePreview({ written }: { written: InvoiceWritten }) {
  const t = useMessages();
  const words = t.reconciliation;
  const format = useFormat();
  const { invoice, outcome } = written;
  return (
    <div className="space-y-3">
      <Notice tone="info" role="status">
        <span className="font-medium">
          {words.outcome[outcome]}
          {": "}
          {format.money(invoice.billed, invoice.currency, "exact")}
        </span>
        <span className="block">
          {words.read(
            invoice.lines,
            format.count(invoice.lines),
            daySpanText(format.locale, invoice.from, invoice.to),
          )}
        </span>
      </Notice>
      <DataTable
        caption={words.previewCaption}
        rows={written.by_model}
        rowKey={(row) => row.name}
        columns={[
          { id: "name", header: words.theirName, rowHeader: true, cell: (row) => row.name },
          { id: "model", header: words.ourName, cell: (row) => row.model },
          {
            id: "lines",
            header: words.lines,
            align: "right",
            cell: (row) => format.count(row.lines),
          },
          {
            id: "billed",
            header: words.billed,
            align: "right",
            cell: (row) => <Money amount={row.billed} currency={invoice.currency} />,
          },
        ]}
      />
    </div>
  );
}
