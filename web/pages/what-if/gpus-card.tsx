import type { Scenario } from "../../../domain/what-if/scenario.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { WhatIfResult } from "../../series/what-if-result.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";

/** GPUs at the peak, the queue with fewer, and what the quotas do. */
export function GpusCard({ result, scenario }: { result: WhatIfResult; scenario: Scenario }) {
  const t = useMessages();
  const format = useFormat();
  const words = t.whatIf.gpus;
  const { gpus, quotas } = result.projection;
  return (
    <Card className="min-w-0 overflow-hidden">
      <div className="p-5">
        <h2 className="text-[15px] font-semibold tracking-tight">{words.title}</h2>
        {gpus === null ? <p className="mt-1 text-[13px] text-muted">{words.unknown}</p> : null}
        {gpus === null ? null : (
          <p className="mt-1 text-[13px]">
            {words.needed(format.count(gpus.needed), format.count(Math.ceil(gpus.average)))}{" "}
            {scenario.gpus === null ? "" : waitOf(scenario.gpus)}
          </p>
        )}
      </div>
      {quotas.length === 0 ? null : (
        <DataTable
          caption={t.whatIf.quotas.caption}
          rows={quotas}
          rowKey={(row) => `${row.name} ${String(row.launched)}`}
          columns={[
            {
              id: "who",
              header: t.whatIf.quotas.who,
              rowHeader: true,
              cell: (row) => (row.launched ? t.whatIf.quotas.launched(row.name) : row.name),
            },
            {
              id: "users",
              header: t.whatIf.quotas.users,
              align: "right",
              from: "sm",
              cell: (row) => format.compact(Math.round(row.users)),
            },
            {
              id: "blocked",
              header: t.whatIf.quotas.blocked,
              align: "right",
              cell: (row) =>
                `${format.percent(row.blocked)} (${format.compact(Math.round(row.blocked * row.users))})`,
            },
            {
              id: "refused",
              header: t.whatIf.quotas.refused,
              align: "right",
              cell: (row) => format.compact(Math.round(row.refusedPerDay)),
            },
          ]}
        />
      )}
    </Card>
  );

  function waitOf(there: number): string {
    const { longestWaitHours, mostWaiting } = gpus ?? { longestWaitHours: null, mostWaiting: null };
    if (longestWaitHours === null || mostWaiting === null) return words.never(format.count(there));
    if (mostWaiting < 0.5) return words.enough(format.count(there));
    return words.wait(
      format.count(there),
      format.decimal(longestWaitHours.toFixed(1)),
      format.compact(Math.round(mostWaiting)),
    );
  }
}
