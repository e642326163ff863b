import type { RerateDiff } from "../../../api/contract/rerates.ts";
import { useFormat } from "../../format/use-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { unpricedReason } from "../generations/unpriced-reason.ts";

/** Generations that keep what they have, and why. */
export function LeftTable({ left }: { left: RerateDiff["left"] }) {
  const t = useMessages();
  const format = useFormat();
  const words = t.prices.rerate;
  return (
    <Card className="overflow-hidden">
      <h2 className="px-5 pt-5 pb-2 text-[15px] font-semibold tracking-tight">{words.leftTitle}</h2>
      <DataTable
        caption={words.leftCaption}
        rows={left}
        rowKey={({ reason }) => reason}
        columns={[
          {
            id: "reason",
            header: words.reason,
            rowHeader: true,
            cell: ({ reason }) => leftReason(reason, t),
          },
          {
            id: "generations",
            header: t.prices.unpriced.generations,
            align: "right",
            cell: ({ generations }) => format.count(generations),
          },
          {
            id: "unpriced",
            header: words.unpriced,
            align: "right",
            cell: ({ unpriced }) => format.count(unpriced),
          },
        ]}
      />
    </Card>
  );
}

function leftReason(reason: string, t: Messages): string {
  const reasons: Readonly<Record<string, string>> = t.prices.rerate.reasons;
  return reasons[reason] ?? unpricedReason(reason, t);
}
