import type { ReconciliationReport } from "../../../api/contract/reconciliation-report.ts";
import { CELL_CLASSES } from "../../../domain/reconcile/compare-bill.ts";
import { Money } from "../../format/money-text.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Facts } from "../../ui/facts.tsx";
import { ClassBadge } from "./class-badge.tsx";

/** Both sides in all, what of their difference is explained, and what became of the cells. */
export function ReportTotals({ report }: { report: ReconciliationReport }) {
  const t = useMessages();
  const words = t.reconciliation;
  const format = useFormat();
  const { totals, currency } = report;
  const fact = (id: string, label: string, amount: string, signed = false) => ({
    id,
    label,
    value: (
      <span className="tabular">
        {(signed ? format.signedMoney : format.money)(amount, currency, "exact")}
      </span>
    ),
  });
  return (
    <div className="grid gap-5 lg:grid-cols-5">
      <Card className="p-5 lg:col-span-2">
        <Facts
          rows={[
            fact("billed", words.billed, totals.billed),
            fact("metered", words.metered, totals.metered),
            fact("remainder", words.remainder, totals.remainder, true),
            fact("explained", words.explained, totals.explained, true),
            fact("unexplained", words.unexplained, totals.unexplained, true),
          ]}
        />
        {totals.unpriced === 0 ? null : (
          <p className="mt-2 text-[13px] text-warn">
            {words.unpriced(totals.unpriced, format.count(totals.unpriced))}
          </p>
        )}
      </Card>
      <Card className="min-w-0 overflow-hidden lg:col-span-3">
        <DataTable
          caption={words.totalsCaption}
          rows={CELL_CLASSES.map((name) => ({ name, ...totals[name] }))}
          rowKey={(row) => row.name}
          columns={[
            {
              id: "class",
              header: words.class,
              rowHeader: true,
              cell: (row) => (
                <>
                  <ClassBadge value={row.name} />{" "}
                  <span className="text-muted">
                    {words.cells(row.cells, format.count(row.cells))}
                  </span>
                </>
              ),
            },
            {
              id: "billed",
              header: words.billed,
              align: "right",
              cell: (row) => <Money amount={row.billed} currency={currency} />,
            },
            {
              id: "metered",
              header: words.metered,
              align: "right",
              cell: (row) => <Money amount={row.metered} currency={currency} />,
            },
          ]}
        />
      </Card>
    </div>
  );
}
