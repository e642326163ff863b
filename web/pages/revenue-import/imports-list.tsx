import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FileUp, Undo2 } from "lucide-react";
import { useState } from "react";
import type { RevenueImport } from "../../../api/contract/revenue-imports.ts";
import {
  REVENUE_KEY,
  revenueImportsQuery,
  revertRevenueImport,
} from "../../client/revenue-queries.ts";
import type { Format } from "../../format/create-format.ts";
import { useFormat } from "../../format/use-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { ListCard } from "../../ui/list-card.tsx";

const TONES: Readonly<Record<RevenueImport["state"], Tone>> = {
  reading: "info",
  applying: "info",
  applied: "ok",
  reverted: "neutral",
  refused: "warn",
  failed: "danger",
  interrupted: "danger",
};

/** Earlier imports: who brought which file, and what became of it. */
export function ImportsList() {
  const t = useMessages();
  const words = t.revenueImport;
  const format = useFormat();
  const queryClient = useQueryClient();
  const mayChange = useMayChange();
  const [reverting, setReverting] = useState<RevenueImport | null>(null);
  const list = useInfiniteQuery(revenueImportsQuery);
  const columns = importColumns(t, format);
  return (
    <section className="space-y-3">
      <h2 className="text-sm font-semibold">{words.imports}</h2>
      <ListCard
        list={list}
        caption={words.importsCaption}
        columns={mayChange ? [...columns, revertColumn(t, setReverting)] : columns}
        rowKey={(row) => row.id}
        empty={{ icon: FileUp, title: words.noImports, lead: words.noImportsLead }}
        minHeight={160}
      />
      <ConfirmDialog
        open={reverting !== null}
        onClose={() => setReverting(null)}
        title={words.revertTitle}
        lead={words.revertLead}
        action={words.revert}
        act={async () => (reverting === null ? null : revertRevenueImport(reverting.id))}
        onDone={() => {
          setReverting(null);
          void queryClient.invalidateQueries({ queryKey: REVENUE_KEY });
        }}
      />
    </section>
  );
}

function importColumns(t: Messages, format: Format): readonly Column<RevenueImport>[] {
  const words = t.revenueImport;
  const count = (
    member: "rows_read" | "created" | "changed" | "unchanged",
    header: string,
    from: "sm" | "lg",
  ): Column<RevenueImport> => ({
    id: member,
    header,
    align: "right",
    from,
    cell: (row) => format.count(row[member]),
  });
  return [
    {
      id: "at",
      header: words.at,
      rowHeader: true,
      cell: (row) =>
        row.state === "applied" ? (
          <Link to="/revenue" search={{ source: `import:${row.id}` }} className="tabular underline">
            {format.instant(row.created_at)}
          </Link>
        ) : (
          <span className="tabular">{format.instant(row.created_at)}</span>
        ),
    },
    {
      id: "name",
      header: words.name,
      cell: (row) => (
        <span className="inline-block max-w-60 truncate">{row.name ?? words.unnamed}</span>
      ),
    },
    { id: "by", header: words.by, from: "lg", cell: (row) => row.created_by },
    {
      id: "state",
      header: words.state,
      cell: (row) => (
        <span title={row.error ?? undefined}>
          <Badge tone={TONES[row.state]}>{words.states[row.state]}</Badge>
        </span>
      ),
    },
    count("rows_read", words.rows, "lg"),
    count("created", words.created, "sm"),
    count("changed", words.changed, "sm"),
    count("unchanged", words.unchanged, "lg"),
  ];
}

function revertColumn(t: Messages, onRevert: (row: RevenueImport) => void): Column<RevenueImport> {
  const words = t.revenueImport;
  return {
    id: "revert",
    header: <span className="sr-only">{words.revert}</span>,
    align: "right",
    cell: (row) =>
      row.state === "applied" && row.created + row.changed > 0 ? (
        <Button
          size="small"
          variant="quiet"
          aria-label={words.revertOf(row.name ?? words.unnamed)}
          onClick={() => onRevert(row)}
        >
          <Undo2 size={14} aria-hidden="true" />
          {words.revert}
        </Button>
      ) : null,
  };
}
