import type { HoldingQuota } from "../../../domain/what-if/solve.ts";
import type { Scenario } from "../../../domain/what-if/scenario.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { WhatIfResult } from "../../series/what-if-result.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { simulatedMoney } from "./what-if-money.ts";

interface BudgetCardProps {
  readonly result: WhatIfResult;
  readonly scenario: Scenario;
  readonly currency: string;
  readonly onQuota: (quota: HoldingQuota) => void;
}

/** The largest launch and the most generous quotas that a day's budget bears. */
export function BudgetCard({ result, scenario, currency, onQuota }: BudgetCardProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.whatIf.budget;
  const { budget } = result;
  const { launch } = scenario;
  return (
    <Card className="min-w-0 overflow-hidden">
      <div className="p-5">
        <h2 className="text-[15px] font-semibold tracking-tight">{words.title}</h2>
        <p className="mt-1 text-[13px]">
          {budget === null || budget.adoption === null || launch === null
            ? words.ask
            : sentence(budget.adoption.adoption, budget.perDay, launch.eligibleUsers)}
          {budget === null || launch === null || budget.quotas.length > 0
            ? null
            : ` ${words.noQuota}`}
        </p>
      </div>
      {budget === null || budget.quotas.length === 0 ? null : (
        <DataTable
          caption={words.caption}
          rows={budget.quotas}
          rowKey={(row) => row.window}
          columns={[
            {
              id: "window",
              header: words.window,
              rowHeader: true,
              cell: (row) => t.whatIf.levers.windows[row.window],
            },
            {
              id: "clips",
              header: words.clips,
              align: "right",
              cell: (row) => (row.clips === null ? words.none : format.count(row.clips)),
            },
            {
              id: "spend",
              header: words.spend,
              align: "right",
              cell: (row) =>
                row.clips === null ? "–" : simulatedMoney(format, row.spend, currency),
            },
            {
              id: "blocked",
              header: words.blocked,
              align: "right",
              from: "sm",
              cell: (row) => (row.clips === null ? "–" : format.percent(row.blocked)),
            },
            {
              id: "use",
              header: <span className="sr-only">{words.use}</span>,
              align: "right",
              cell: (row) =>
                row.clips === null ? null : (
                  <Button
                    size="small"
                    aria-label={`${words.use}: ${format.count(row.clips)} / ${t.whatIf.levers.windows[row.window]}`}
                    onClick={() => onQuota(row)}
                  >
                    {words.use}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Card>
  );

  function sentence(adoption: number, perDay: number, eligible: number): string {
    const amount = simulatedMoney(format, perDay, currency);
    if (adoption <= 0) return words.nobody(amount);
    if (adoption >= 1) return words.everybody(amount);
    return words.adoption(
      format.percent(adoption),
      format.compact(Math.floor(adoption * eligible)),
      amount,
    );
  }
}
