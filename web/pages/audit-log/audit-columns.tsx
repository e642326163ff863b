import type { AuditLogRow } from "../../../api/contract/audit.ts";
import { actorText, entryText } from "../../audit-log/entry-text.ts";
import type { Format } from "../../format/create-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { EntryLink } from "./entry-link.tsx";

interface AuditColumnsInput {
  readonly t: Messages;
  readonly format: Format;
  readonly onOpen: (row: AuditLogRow) => void;
}

export function auditColumns({
  t,
  format,
  onOpen,
}: AuditColumnsInput): readonly Column<AuditLogRow>[] {
  const words = t.auditLog;
  return [
    {
      id: "when",
      header: words.when,
      from: "sm",
      cell: (row) => (
        <time dateTime={row.at} title={format.exactInstant(row.at)} className="tabular text-muted">
          {format.datedInstant(row.at)}
        </time>
      ),
    },
    {
      id: "what",
      header: words.what,
      rowHeader: true,
      cell: (row) => (
        <span className="block max-w-2xl whitespace-normal">
          <span className="font-medium">{actorOf(words, row)}</span>{" "}
          {row.actor_kind === "token" && row.actor_id !== "static" ? (
            <Badge>{words.kinds.token}</Badge>
          ) : null}{" "}
          <EntryLink row={row}>{entryText(words, row)}</EntryLink>
          <time dateTime={row.at} className="tabular block text-muted sm:hidden">
            {format.datedInstant(row.at)}
          </time>
        </span>
      ),
    },
    {
      id: "details",
      header: <span className="sr-only">{words.details}</span>,
      align: "right",
      cell: (row) => (
        <Button
          size="small"
          variant="quiet"
          aria-label={words.detailsOf(`${actorOf(words, row)} ${entryText(words, row)}`)}
          onClick={() => onOpen(row)}
        >
          {words.details}
        </Button>
      ),
    },
  ];
}

/** Who made the change, in words. */
export function actorOf(words: Messages["auditLog"], row: AuditLogRow): string {
  return actorText(words, { kind: row.actor_kind, id: row.actor_id, name: row.actor_name });
}
