import type { FleetAnswer } from "../../../api/contract/fleet.ts";
import { Money } from "../../format/money-text.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";

/** Each fleet through the period: what it was, and what became of it. */
export function FleetVersions({ answer }: { answer: FleetAnswer }) {
  const words = useMessages().fleet;
  const format = useFormat();
  const rows = answer.upstreams.flatMap(({ upstream, versions }) =>
    versions.map((version) => ({ ...version, upstream })),
  );
  return (
    <Card className="min-w-0 overflow-hidden">
      <h2 className="px-5 pt-4 pb-3 text-[15px] font-semibold tracking-tight">{words.upstreams}</h2>
      <DataTable
        caption={words.upstreams}
        rows={rows}
        rowKey={(row) => `${row.upstream} ${row.from}`}
        columns={[
          { id: "upstream", header: words.upstream, rowHeader: true, cell: (row) => row.upstream },
          {
            id: "from",
            header: words.from,
            from: "sm",
            cell: (row) => format.datedInstant(row.from),
          },
          {
            id: "gpus",
            header: words.gpus,
            from: "sm",
            cell: ({ gpu }) =>
              words.gpusText(
                format.decimal(String(gpu.count)),
                gpu.type,
                format.money(gpu.usd_per_hour, "USD"),
              ),
          },
          {
            id: "capacity",
            header: words.capacity,
            align: "right",
            cell: (row) => <Money amount={row.capacity.cost} currency={answer.currency} />,
          },
          {
            id: "idle",
            header: words.idle,
            align: "right",
            cell: (row) => <Money amount={row.idle.cost} currency={answer.currency} />,
          },
          {
            id: "utilisation",
            header: words.utilisation,
            align: "right",
            cell: (row) =>
              row.utilisation_pct === null
                ? "–"
                : format.percent(Number(row.utilisation_pct) / 100),
          },
        ]}
      />
    </Card>
  );
}
