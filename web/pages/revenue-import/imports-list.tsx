import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FileUp } from "lucide-react";
import type { RevenueImport } from "../../../api/contract/revenue-imports.ts";
import { revenueImportsQuery } from "../../client/revenue-queries.ts";
import type { Format } from "../../format/create-format.ts";
import { useFormat } from "../../format/use-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { ListCard } from "../../ui/list-card.tsx";

const TONES: Readonly<Record<RevenueImport["state"], Tone>> = {
  reading: "info",
  applying: "info",
  applied: "ok",
  refused: "warn",
  failed: "danger",
  interrupted: "danger",
};

/** Earlier imports: who brought which file, and what became of it. */
export function ImportsList() {
  const t = useMessages();
  const words = t.revenueImport;
  const format = useFormat();
  const list = useInfiniteQuery(revenueImportsQuery);
  return (
    <section className="space-y-3">
      <h2 className="text-sm font-semibold">{words.imports}</h2>
      <ListCard
        list={list}
        caption={words.importsCaption}
        columns={importColumns(t, format)}
        rowKey={(row) => row.id}
        empty={{ icon: FileUp, title: words.noImports, lead: words.noImportsLead }}
        minHeight={160}
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
