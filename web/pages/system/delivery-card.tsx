import type { ReactNode } from "react";
import type { SystemAnswer } from "../../../api/contract/system.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { FigureList } from "../../ui/figure-list.tsx";
import { Depth } from "./depth.tsx";

/** What is on its way from the books to the figures, and what was refused there. */
export function DeliveryCard({ system }: { system: SystemAnswer }) {
  const words = useMessages().system.delivery;
  const format = useFormat();
  const { outbox, spool } = system;
  const ago = (at: string | null) =>
    at === null ? null : words.oldest(format.ago(at, Date.parse(system.at)));
  const rows: { id: string; label: string; value: ReactNode }[] = [
    {
      id: "lag",
      label: words.lag,
      value: system.lag_ms === 0 ? words.noLag : format.duration(system.lag_ms),
    },
    {
      id: "outbox",
      label: words.outbox,
      value: <Depth count={outbox.waiting} note={ago(outbox.oldest_at)} />,
    },
    { id: "in_flight", label: words.inFlight, value: <Depth count={outbox.in_flight} /> },
    {
      id: "dirty",
      label: words.dirtyDays,
      value: <Depth count={system.dirty_days} note={ago(system.dirty_since)} />,
    },
    {
      id: "dead",
      label: words.deadLetters,
      value: <Depth count={system.dead_letters} isBad={system.dead_letters > 0} />,
    },
    ...(spool?.runs_here === true
      ? [
          {
            id: "spool",
            label: words.spool,
            value: <Depth count={spool.waiting} note={ago(spool.oldest_at)} />,
          },
          {
            id: "accepted",
            label: words.accepted,
            value: <Depth count={spool.accepted} />,
          },
          { id: "stored", label: words.stored, value: <Depth count={spool.stored} /> },
          {
            id: "spool_dead",
            label: words.dead,
            value: <Depth count={spool.dead} isBad={spool.dead > 0} />,
          },
        ]
      : []),
  ];
  return (
    <Card>
      <h2 className="mb-3 font-semibold">{words.title}</h2>
      <FigureList rows={rows} />
      {spool === null || spool.runs_here ? null : (
        <p className="mt-2 text-[13px] text-muted">{words.spoolElsewhere}</p>
      )}
    </Card>
  );
}
