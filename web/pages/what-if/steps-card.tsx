import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { WhatIfResult } from "../../series/what-if-result.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { simulatedChange, simulatedMoney } from "./what-if-money.ts";

interface Row {
  readonly name: string;
  readonly spend: number;
  readonly revenue: number;
  readonly margin: number;
  readonly isWhole: boolean;
}

/** How the scenario comes about, one lever after the other, with the margin as bars. */
export function StepsCard({ result, currency }: { result: WhatIfResult; currency: string }) {
  const t = useMessages();
  const format = useFormat();
  const words = t.whatIf.steps;
  const { baseline, steps, scenario } = result.waterfall;
  const moved = steps.filter((step) => Math.abs(step.spend) + Math.abs(step.revenue) > 1e-6);
  const rows: Row[] = [
    { ...baseline, name: words.baseline, isWhole: true },
    ...moved.map((step) => ({ ...step, name: words.names[step.name], isWhole: false })),
    { ...scenario, name: words.scenario, isWhole: true },
  ];
  const most = Math.max(...rows.map((row) => Math.abs(row.margin)), Number.MIN_VALUE);
  const money = (row: Row, value: number) =>
    row.isWhole
      ? simulatedMoney(format, value, currency)
      : simulatedChange(format, value, currency);
  return (
    <Card className="min-w-0 overflow-hidden">
      <div className="p-5 pb-3">
        <h2 className="text-[15px] font-semibold tracking-tight">{words.title}</h2>
        <p className="mt-0.5 text-[13px] text-muted">{words.subtitle}</p>
      </div>
      <DataTable
        caption={words.title}
        rows={rows}
        rowKey={(row) => row.name}
        columns={[
          {
            id: "name",
            header: "",
            rowHeader: true,
            cell: (row) => <span className={row.isWhole ? "font-semibold" : ""}>{row.name}</span>,
          },
          {
            id: "spend",
            header: words.spend,
            align: "right",
            cell: (row) => <span className="tabular">{money(row, row.spend)}</span>,
          },
          {
            id: "revenue",
            header: words.revenue,
            align: "right",
            from: "sm",
            cell: (row) => <span className="tabular">{money(row, row.revenue)}</span>,
          },
          {
            id: "margin",
            header: words.margin,
            align: "right",
            cell: (row) => (
              <span className="flex items-center justify-end gap-2 tabular">
                {money(row, row.margin)}
                <span aria-hidden="true" className="hidden h-2 w-24 md:block">
                  <span
                    className={`block h-2 rounded-sm ${row.margin < 0 ? "bg-spend" : "bg-revenue"}`}
                    style={{ width: `${(100 * Math.abs(row.margin)) / most}%` }}
                  />
                </span>
              </span>
            ),
          },
        ]}
      />
    </Card>
  );
}
