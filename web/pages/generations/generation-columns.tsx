import { Link } from "@tanstack/react-router";
import type { GenerationRow } from "../../../api/contract/generations.ts";
import { NONE } from "../../../domain/attribution-fields.ts";
import type { Format } from "../../format/create-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { UserLink } from "../../quotas/user-link.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import { CostText } from "./cost-text.tsx";
import { StateBadge } from "./state-badge.tsx";

export function generationColumns(t: Messages, format: Format): readonly Column<GenerationRow>[] {
  const words = t.generations;
  const right = { align: "right" } as const;
  const unknown = (why: string) => (
    <span className="text-muted" title={why}>
      {t.common.unknown}
    </span>
  );
  const noGpu = (row: GenerationRow) => (isOpen(row) ? words.noGpuYet : words.noGpu);
  return [
    {
      id: "created",
      header: words.created,
      rowHeader: true,
      cell: (row) => <GenerationLink row={row} label={format.instant(row.created_at)} />,
    },
    { id: "status", header: words.status, cell: (row) => <StateBadge state={row.status} /> },
    { id: "cost", header: words.cost, ...right, cell: (row) => <CostText cost={row.cost} /> },
    { id: "feature", header: words.feature, cell: (row) => <Value text={row.feature} /> },
    { id: "user", header: words.user, from: "md", cell: (row) => <UserLink user={row.user} /> },
    {
      id: "surface",
      header: words.surface,
      from: "xl",
      cell: (row) => <Value text={row.surface} />,
    },
    {
      id: "model",
      header: words.model,
      from: "lg",
      cell: (row) => (
        <>
          {row.model} <span className="text-muted">{row.resolution}</span>
        </>
      ),
    },
    {
      id: "length",
      header: words.length,
      ...right,
      from: "sm",
      cell: (row) => {
        if (row.video_seconds !== null) return `${format.decimal(row.video_seconds)} s`;
        // Without a video there is no length; only a finished video's can be unknown.
        return row.status === "succeeded" ? unknown(words.noLength) : "–";
      },
    },
    {
      id: "gpu",
      header: words.gpu,
      ...right,
      from: "lg",
      cell: (row) => (row.gpu_ms === null ? unknown(noGpu(row)) : format.duration(row.gpu_ms)),
    },
    {
      id: "took",
      header: words.took,
      ...right,
      from: "xl",
      cell: (row) =>
        row.finished_at === null
          ? "–"
          : format.duration(Date.parse(row.finished_at) - Date.parse(row.created_at)),
    },
  ];
}

function GenerationLink({ row, label }: { row: GenerationRow; label: string }) {
  const search = useViewSearch();
  return (
    <Link
      to="/generations/$id"
      params={{ id: row.id }}
      search={search}
      className="tabular font-medium text-link hover:underline"
    >
      {label}
    </Link>
  );
}

function Value({ text }: { text: string }) {
  const look = text === NONE ? "text-muted" : "";
  return (
    <span className={`inline-block max-w-48 truncate align-bottom ${look}`} title={text}>
      {text}
    </span>
  );
}

function isOpen(row: GenerationRow): boolean {
  return row.finished_at === null;
}
