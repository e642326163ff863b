import type { CallbackRow } from "../../../api/contract/callbacks.ts";
import type { Format } from "../../format/create-format.ts";
import type { CallbacksMessages } from "../../i18n/callbacks-en.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import type { Column } from "../../ui/data-table.tsx";

const TONES = { waiting: "info", delivered: "ok", failed: "danger" } as const;

/** `onRetry` is null where nobody may, or one is being asked for. */
export function callbackColumns({
  words,
  format,
  onRetry,
}: {
  readonly words: CallbacksMessages;
  readonly format: Format;
  readonly onRetry: ((row: CallbackRow) => void) | null;
}): readonly Column<CallbackRow>[] {
  return [
    {
      id: "received",
      header: words.received,
      rowHeader: true,
      cell: (row) => <span className="tabular">{format.exactInstant(row.received_at)}</span>,
    },
    {
      id: "receiver",
      header: words.receiver,
      from: "md",
      cell: (row) => <code className="font-mono text-xs break-all">{row.origin}</code>,
    },
    {
      id: "state",
      header: words.state,
      cell: (row) => <Badge tone={TONES[row.state]}>{words.states[row.state]}</Badge>,
    },
    {
      id: "signature",
      header: words.signature,
      from: "lg",
      cell: (row) => (row.verified ? words.verified : words.unverified),
    },
    {
      id: "tries",
      header: words.tries,
      align: "right",
      cell: (row) => <span className="tabular">{format.count(row.tries)}</span>,
    },
    { id: "last", header: words.last, from: "sm", cell: (row) => lastTry(row, words) },
    {
      id: "next",
      header: words.next,
      from: "lg",
      cell: (row) =>
        row.next_try_at === null ? (
          "–"
        ) : (
          <span className="tabular">{format.exactInstant(row.next_try_at)}</span>
        ),
    },
    {
      id: "retry",
      header: <span className="sr-only">{words.retry}</span>,
      align: "right",
      cell: (row) =>
        onRetry === null || row.state === "delivered" || row.tries === 0 ? null : (
          <Button size="small" aria-label={words.retryTo(row.origin)} onClick={() => onRetry(row)}>
            {words.retry}
          </Button>
        ),
    },
  ];
}

function lastTry(
  { last_status: status, last_fault: fault }: CallbackRow,
  words: CallbacksMessages,
) {
  const said = [
    status === null ? null : String(status),
    fault === null ? null : (words.faults[fault] ?? fault),
  ].filter((part) => part !== null);
  return said.length === 0 ? "–" : said.join(" · ");
}
