import type { RequestRow } from "../../../api/contract/requests.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { refusalWords } from "./refusal-words.ts";

interface OutcomeBadgesProps {
  readonly row: RequestRow;
  /** False where the reason stands beside it already. */
  readonly withReason?: boolean;
}

/** How a request ended: its status, why it was refused, and whether the client stayed. */
export function OutcomeBadges({ row, withReason = true }: OutcomeBadgesProps) {
  const words = useMessages().requests;
  const format = useFormat();
  const { status, error_code: code } = row;
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <Badge tone={toneOf(status)}>{status === 0 ? words.noAnswer : status}</Badge>
      {code === null || !withReason ? null : (
        <span title={code}>{refusalWords(code, words)?.short ?? code}</span>
      )}
      {row.client_aborted ? <Badge tone="warn">{words.aborted}</Badge> : null}
      {row.retry_count === 0 ? null : (
        <Badge>{words.retry(format.count(row.retry_count + 1))}</Badge>
      )}
    </span>
  );
}

function toneOf(status: number): Tone {
  if (status === 0) return "warn";
  if (status < 400) return "ok";
  return status < 500 ? "warn" : "danger";
}
