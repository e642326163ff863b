import type { PriceRow } from "../../../api/contract/prices.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge } from "../../ui/badge.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { PriceAmount } from "./price-amount.tsx";
import { utcDay } from "./utc-day.ts";

interface PriceHistoryProps {
  /** Of the model, whatever their conditions. */
  readonly versions: readonly PriceRow[];
  readonly current: PriceRow;
}

/** The versions for the same model and conditions. */
export function PriceHistory({ versions, current }: PriceHistoryProps) {
  const t = useMessages();
  const words = t.prices;
  const format = useFormat();
  const subject = conditionsKey(current);
  return (
    <div className="max-h-64 overflow-y-auto rounded-lg border border-hairline">
      <DataTable
        caption={words.details.historyCaption}
        rows={versions.filter((version) => conditionsKey(version) === subject)}
        rowKey={(version) => version.id}
        columns={[
          {
            id: "from",
            header: words.validFrom,
            rowHeader: true,
            cell: (version) => (
              <span className="tabular flex items-center gap-2">
                {utcDay(version.valid_from, format)}
                {version.id === current.id ? <Badge>{words.details.current}</Badge> : null}
              </span>
            ),
          },
          {
            id: "amount",
            header: words.amount,
            align: "right",
            cell: (version) => <PriceAmount price={version} />,
          },
          {
            id: "to",
            header: words.validTo,
            cell: (version) =>
              version.valid_to === null ? words.open : utcDay(version.valid_to, format),
          },
          {
            id: "own",
            header: words.source,
            cell: (version) => (version.own ? words.own : words.seeded),
          },
          {
            id: "written",
            header: words.details.written,
            from: "sm",
            cell: (version) => format.datedInstant(version.created_at),
          },
        ]}
      />
    </div>
  );
}

function conditionsKey({ conditions }: PriceRow): string {
  const entries = Object.entries(conditions);
  return JSON.stringify(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
