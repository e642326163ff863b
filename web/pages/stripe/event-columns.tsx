import type { StripeEventRow } from "../../../api/contract/stripe.ts";
import type { Format } from "../../format/create-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import type { Column } from "../../ui/data-table.tsx";

const tones: Record<StripeEventRow["outcome"], Tone> = {
  stored: "ok",
  unchanged: "neutral",
  waiting: "warn",
  ignored: "neutral",
  refused: "danger",
};

/** When it came, what it was about, and what became of it. */
export function eventColumns(t: Messages, format: Format): readonly Column<StripeEventRow>[] {
  const words = t.stripe;
  return [
    {
      id: "received",
      header: words.received,
      rowHeader: true,
      cell: (event) => <span className="tabular">{format.instant(event.received_at)}</span>,
    },
    {
      id: "type",
      header: words.type,
      cell: (event) => <code className="font-mono text-xs">{event.type}</code>,
    },
    {
      id: "about",
      header: words.about,
      from: "md",
      cell: (event) => (
        <code className="inline-block max-w-44 truncate align-bottom font-mono text-xs text-muted">
          {event.object_id ?? "–"}
        </code>
      ),
    },
    {
      id: "outcome",
      header: words.outcome,
      cell: (event) => (
        <span className="inline-flex flex-wrap items-center gap-2 whitespace-normal">
          <Badge tone={tones[event.outcome]}>{words.outcomes[event.outcome]}</Badge>
          <span className="text-muted">{detailOf(event, words, format)}</span>
        </span>
      ),
    },
  ];
}

function detailOf(event: StripeEventRow, words: Messages["stripe"], format: Format): string {
  const { reason, entries } = event;
  if (reason === null) return entries === 0 ? "" : words.entries(entries, format.count(entries));
  return isKnown(reason, words.reasons) ? words.reasons[reason] : reason;
}

function isKnown<Reasons extends object>(
  word: string,
  reasons: Reasons,
): word is keyof Reasons & string {
  return Object.hasOwn(reasons, word);
}
