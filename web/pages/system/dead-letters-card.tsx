import type { SystemAnswer } from "../../../api/contract/system.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";

/** What a store refused, by why. */
export function DeadLettersCard({ kinds }: { kinds: SystemAnswer["dead_letter_kinds"] }) {
  const words = useMessages().system.deadLetters;
  const format = useFormat();
  return (
    <Card className="mt-5 min-w-0 overflow-hidden">
      <h2 className="px-5 pt-5 pb-2 font-semibold">{words.title}</h2>
      <DataTable
        caption={words.caption}
        rows={kinds}
        rowKey={({ topic, reason }) => `${topic} ${reason}`}
        columns={[
          {
            id: "reason",
            header: words.reason,
            rowHeader: true,
            cell: ({ reason }) => (
              <span className="block max-w-2xl font-mono text-xs break-words whitespace-normal">
                {reason}
              </span>
            ),
          },
          { id: "topic", header: words.topic, cell: ({ topic }) => topic },
          {
            id: "count",
            header: words.count,
            align: "right",
            cell: ({ count }) => format.count(count),
          },
          {
            id: "last",
            header: words.last,
            from: "sm",
            cell: (row) => <span className="tabular">{format.datedInstant(row.last_at)}</span>,
          },
        ]}
      />
    </Card>
  );
}
