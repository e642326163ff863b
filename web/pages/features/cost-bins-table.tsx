import { Money } from "../../format/money-text.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { CostBar } from "../../series/cost-histogram.ts";
import { DataTable } from "../../ui/data-table.tsx";

interface CostBinsTableProps {
  readonly bars: readonly CostBar[];
  readonly currency: string;
  /** Pixels before it scrolls. */
  readonly height: number;
}

/** The histogram's numbers; bins without a clip are left out. */
export function CostBinsTable({ bars, currency, height }: CostBinsTableProps) {
  const words = useMessages().features.cost;
  const format = useFormat();
  return (
    <div className="-mx-5 overflow-y-auto" style={{ maxHeight: height }}>
      <DataTable
        caption={words.title}
        rows={bars.filter(({ clips }) => clips > 0)}
        rowKey={({ from }) => from}
        columns={[
          {
            id: "range",
            header: words.range,
            rowHeader: true,
            cell: ({ from, to }) =>
              words.upTo(format.money(from, currency), format.money(to, currency)),
          },
          {
            id: "clips",
            header: words.clips,
            align: "right",
            cell: ({ clips }) => format.count(clips),
          },
          {
            id: "spend",
            header: words.spend,
            align: "right",
            cell: ({ spend }) => <Money amount={spend} currency={currency} />,
          },
        ]}
      />
    </div>
  );
}
