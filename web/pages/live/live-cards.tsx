import type { ReactNode } from "react";
import { MAX_LIVE_ENDED } from "../../../domain/live-window.ts";
import { isOne } from "../../format/number.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { fullMinutes, type LiveBoard, type LiveLists } from "../../series/live-board.ts";
import { heldText } from "./held-text.ts";
import { MinuteBars } from "./minute-bars.tsx";

interface LiveCardsProps {
  readonly board: LiveBoard;
  readonly lists: LiveLists;
  readonly nowMs: number;
}

/** What is in flight, set aside, arriving, settling and failing. */
export function LiveCards({ board, lists, nowMs }: LiveCardsProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.live.cards;
  const { in_flight: inFlight, held, unpriced } = board.summary;
  const minutes = fullMinutes(board, nowMs);
  const last = minutes.at(-1);
  const inState = (state: string) =>
    format.count(lists.open.filter((job) => job.status === state).length);
  return (
    <ul className="grid grid-cols-2 gap-3 lg:grid-cols-5">
      <LiveCard label={words.inFlight} value={format.count(inFlight)}>
        {inFlight > lists.open.length
          ? words.shown(format.count(lists.open.length))
          : words.split(inState("held"), inState("submitted"), inState("running"))}
      </LiveCard>
      <LiveCard label={words.held} value={heldText(held, format) ?? words.nothingHeld}>
        {unpriced === 0
          ? words.heldLead
          : words.heldUnpriced(format.count(unpriced), isOne(format.locale, unpriced))}
      </LiveCard>
      <LiveCard label={words.arrived} value={format.count(last?.arrived ?? 0)}>
        <MinuteBars values={minutes.map(({ arrived }) => arrived)} />
        {words.lastMinute}
      </LiveCard>
      <LiveCard label={words.settled} value={format.count(last?.settled ?? 0)}>
        <MinuteBars values={minutes.map(({ settled }) => settled)} />
        {words.lastMinute}
      </LiveCard>
      <LiveCard wide label={words.failed} value={format.count(lists.failed.length)}>
        <MinuteBars values={minutes.map(({ failed }) => failed)} tone="danger" />
        {lists.ended.length < MAX_LIVE_ENDED
          ? words.failedLead(format.count(lists.ended.length))
          : words.failedOfLast(format.count(MAX_LIVE_ENDED))}
      </LiveCard>
    </ul>
  );
}

interface LiveCardProps {
  readonly label: string;
  readonly value: string;
  readonly children: ReactNode;
  /** The whole row where there are two columns. */
  readonly wide?: boolean;
}

function LiveCard({ label, value, children, wide }: LiveCardProps) {
  return (
    <li
      className={`min-h-[8.75rem] min-w-0 rounded-xl border border-hairline bg-card p-4 shadow-card ${wide === true ? "col-span-2 lg:col-span-1" : ""}`}
    >
      <p className="text-[13px] text-muted">{label}</p>
      <p className="tabular mt-1 text-xl font-semibold tracking-tight break-words">{value}</p>
      <div className="tabular mt-1 text-[13px] text-muted">{children}</div>
    </li>
  );
}
