import type { AuditLogRow } from "../../../api/contract/audit.ts";
import { changeDetail, type DetailRow } from "../../audit-log/detail-rows.ts";
import { entryText } from "../../audit-log/entry-text.ts";
import { useFormat } from "../../format/use-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { Column } from "../../ui/data-table.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Facts } from "../../ui/facts.tsx";
import { actorOf } from "./audit-columns.tsx";
import { EntryLink, entryTarget } from "./entry-link.tsx";

/** All that is known of one change: what it was before and after, who, when, from where. */
export function EntryDialog({ row, onClose }: { row: AuditLogRow; onClose: () => void }) {
  const t = useMessages();
  const words = t.auditLog;
  const format = useFormat();
  const detail = changeDetail(row.detail);
  const code = (text: string) => <code className="font-mono text-xs break-all">{text}</code>;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      wide
      title={`${actorOf(words, row)} ${entryText(words, row)}`}
    >
      {detail.rows.length === 0 ? (
        <p className="mb-5 text-muted">{words.noDetail}</p>
      ) : (
        <div className="mb-5 overflow-hidden rounded-xl border border-hairline">
          <DataTable
            caption={words.changed}
            columns={detailColumns(words, detail.kind)}
            rows={detail.rows}
            rowKey={({ field }) => field}
          />
        </div>
      )}
      <Facts
        rows={[
          { id: "at", label: words.facts.at, value: format.exactInstant(row.at) },
          {
            id: "by",
            label: words.facts.by,
            value: (
              <>
                {actorOf(words, row)} {code(row.actor_id)}
              </>
            ),
          },
          { id: "action", label: words.facts.action, value: code(row.action) },
          { id: "target", label: words.facts.target, value: code(row.target) },
          { id: "ip", label: words.facts.ip, value: row.ip ?? words.nothing },
          {
            id: "request",
            label: words.facts.request,
            value: row.request_id === null ? words.nothing : code(row.request_id),
          },
        ]}
      />
      {entryTarget(row) === null ? null : (
        <p className="mt-4 text-[13px] font-medium">
          <EntryLink row={row}>{words.show}</EntryLink>
        </p>
      )}
    </Dialog>
  );
}

function detailColumns(
  words: Messages["auditLog"],
  kind: "change" | "values",
): readonly Column<DetailRow>[] {
  const value = (text: string | null) => (
    <span className="block max-w-72 break-words whitespace-normal">{text ?? words.nothing}</span>
  );
  return [
    {
      id: "field",
      header: words.field,
      rowHeader: true,
      cell: ({ field }) => <code className="font-mono text-xs">{field}</code>,
    },
    ...(kind === "values"
      ? []
      : [{ id: "before", header: words.before, cell: (row: DetailRow) => value(row.before) }]),
    {
      id: "after",
      header: kind === "values" ? words.value : words.after,
      cell: (row) => value(row.after),
    },
  ];
}
