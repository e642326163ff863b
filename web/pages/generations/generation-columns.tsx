import { Link } from "@tanstack/react-router";
import type { GenerationRow } from "../../../api/contract/generations.ts";
import { NONE } from "../../../domain/attribution-fields.ts";
import type { Format } from "../../format/create-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { UserLink } from "../../quotas/user-link.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { ValueName } from "../../ui/value-name.tsx";
import type { GenerationColumn } from "../../view/generation-columns.ts";
import type { ListOrder } from "../../view/generations-search.ts";
import { CostText } from "./cost-text.tsx";
import { SortButton } from "./sort-button.tsx";
import { StateBadge } from "./state-badge.tsx";
import { useListSearch } from "./use-list-search.ts";

/** The columns of a table for which nobody chose any; a narrow window leaves some of them out. */
export const FITTING_COLUMNS: readonly GenerationColumn[] = [
  "status",
  "cost",
  "feature",
  "user",
  "surface",
  "model",
  "length",
  "gpu",
  "took",
];

interface Choice {
  /** Null: newest first. `fixed`: newest first, and its headers put it in no other order. */
  readonly order: ListOrder | "fixed" | null;
  /** Empty: those that fit. */
  readonly chosen: readonly GenerationColumn[];
}

export function generationColumns(
  t: Messages,
  format: Format,
  { order, chosen }: Choice,
): readonly Column<GenerationRow>[] {
  const [created, ...rest] = allColumns(t, format, order);
  const names: readonly string[] = chosen.length === 0 ? FITTING_COLUMNS : chosen;
  const shown = rest.filter(({ id }) => names.includes(id));
  // Who chose columns sees them at any width.
  const columns = chosen.length === 0 ? shown : shown.map(({ from: _from, ...column }) => column);
  return created === undefined ? columns : [created, ...columns];
}

/** A column's name, for its header and for the menu. */
export function columnName(id: GenerationColumn, t: Messages): string {
  const names: Readonly<Record<string, string>> = t.clipList.names;
  return names[id] ?? t.generations[id as Exclude<GenerationColumn, keyof typeof t.clipList.names>];
}

function allColumns(
  t: Messages,
  format: Format,
  order: Choice["order"],
): readonly Column<GenerationRow>[] {
  const words = t.generations;
  const right = { align: "right" } as const;
  const unknown = (why: string) => (
    <span className="text-muted" title={why}>
      {t.common.unknown}
    </span>
  );
  const noGpu = (row: GenerationRow) => (isOpen(row) ? words.noGpuYet : words.noGpu);
  const text = (
    id: GenerationColumn,
    value: (row: GenerationRow) => string | null,
    from?: Column<GenerationRow>["from"],
  ): Column<GenerationRow> => ({
    id,
    header: columnName(id, t),
    ...(from === undefined ? {} : { from }),
    cell: (row) => <Value text={value(row)} />,
  });
  const sorted = (name: "created" | "cost" | "took", header: string) =>
    order === "fixed"
      ? { header }
      : {
          header: <SortButton name={name} label={header} order={order} />,
          sort: directionOf(name, order),
        };
  return [
    {
      id: "created",
      ...sorted("created", words.created),
      rowHeader: true,
      cell: (row) => <GenerationLink row={row} label={format.instant(row.created_at)} />,
    },
    { id: "status", header: words.status, cell: (row) => <StateBadge state={row.status} /> },
    {
      id: "cost",
      ...sorted("cost", words.cost),
      ...right,
      cell: (row) => <CostText cost={row.cost} />,
    },
    text("feature", (row) => row.feature),
    { id: "user", header: words.user, from: "md", cell: (row) => <UserLink user={row.user} /> },
    text("surface", (row) => row.surface, "xl"),
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
      ...sorted("took", words.took),
      ...right,
      from: "xl",
      cell: (row) =>
        row.finished_at === null
          ? "–"
          : format.duration(Date.parse(row.finished_at) - Date.parse(row.created_at)),
    },
    text("basis", (row) => words.shortBases[row.cost.basis]),
    text("region", (row) => row.region),
    text("platform", (row) => row.platform),
    text("plan", (row) => row.plan),
    text("customer", (row) => row.customer),
    text("upstream", (row) => row.upstream),
    text("failure", (row) => row.failure_kind),
    {
      id: "id",
      header: words.id,
      cell: (row) => <code className="font-mono text-xs">{row.id}</code>,
    },
  ];
}

function directionOf(
  name: "created" | "cost" | "took",
  order: ListOrder | null,
): "ascending" | "descending" | "none" {
  if ((order ?? "-created") === `-${name}`) return "descending";
  return order === name ? "ascending" : "none";
}

function GenerationLink({ row, label }: { row: GenerationRow; label: string }) {
  const search = useListSearch();
  return (
    <Link
      to="/generations/$id"
      params={{ id: row.id }}
      search={search}
      data-row-link=""
      className="tabular font-medium text-link hover:underline"
    >
      {label}
    </Link>
  );
}

function Value({ text }: { text: string | null }) {
  if (text === null) return "–";
  const look = text === NONE ? "text-muted" : "";
  return (
    <span className={`inline-block max-w-48 truncate align-bottom ${look}`} title={text}>
      <ValueName>{text}</ValueName>
    </span>
  );
}

function isOpen(row: GenerationRow): boolean {
  return row.finished_at === null;
}
