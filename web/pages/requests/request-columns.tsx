import { Link } from "@tanstack/react-router";
import type { RequestRow } from "../../../api/contract/requests.ts";
import { formatBytes } from "../../format/bytes.ts";
import type { Format } from "../../format/create-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { UserLink } from "../../quotas/user-link.tsx";
import { Badge } from "../../ui/badge.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import { OutcomeBadges } from "./outcome-badges.tsx";

interface ColumnInput {
  readonly t: Messages;
  readonly format: Format;
  /** The names of the keys by their ids; null until they are known. */
  readonly keys: ReadonlyMap<string, string> | null;
}

/** What the ledger tells of a request. */
export function requestColumns({ t, format, keys }: ColumnInput): readonly Column<RequestRow>[] {
  const words = t.requests.columns;
  const right = { align: "right" } as const;
  return [
    {
      id: "at",
      header: words.at,
      rowHeader: true,
      cell: (row) => (
        <>
          <RequestLink id={row.id} at={format.dayClock(row.at)} words={t.requests} />
          <span className="mt-0.5 block sm:hidden">
            <CallText row={row} />
          </span>
        </>
      ),
    },
    { id: "call", header: words.call, from: "sm", cell: (row) => <CallText row={row} /> },
    {
      id: "outcome",
      header: words.outcome,
      cell: (row) => (
        <span className="block max-w-72 whitespace-normal">
          <OutcomeBadges row={row} />
        </span>
      ),
    },
    { id: "user", header: words.user, from: "lg", cell: (row) => <UserLink user={row.user} /> },
    {
      id: "key",
      header: words.key,
      from: "2xl",
      cell: (row) => <KeyName id={row.key_id} keys={keys} words={t.requests} />,
    },
    {
      id: "generation",
      header: words.generation,
      from: "lg",
      cell: (row) => <GenerationLink id={row.generation_id} none={t.requests.noGeneration} />,
    },
    {
      id: "took",
      header: words.took,
      ...right,
      from: "sm",
      cell: (row) => format.duration(row.duration_ms),
    },
    {
      id: "upstream",
      header: words.upstreamTook,
      ...right,
      from: "xl",
      cell: (row) =>
        row.upstream_ms === null ? (
          <span className="text-muted">{t.requests.notCalled}</span>
        ) : (
          format.duration(row.upstream_ms)
        ),
    },
    {
      id: "in",
      header: words.received,
      ...right,
      from: "xl",
      cell: (row) => formatBytes(format.locale, row.bytes_in),
    },
    {
      id: "out",
      header: words.sent,
      ...right,
      from: "xl",
      cell: (row) => formatBytes(format.locale, row.bytes_out),
    },
  ];
}

/** The same for the requests of one generation, of which one may be looked at. */
export function siblingColumns(
  input: ColumnInput,
  current: string | null,
): readonly Column<RequestRow>[] {
  const { t, format } = input;
  const left = new Set(["at", "generation", "user", "key"]);
  return [
    {
      id: "at",
      header: t.requests.columns.at,
      rowHeader: true,
      cell: (row) =>
        row.id === current ? (
          <span className="inline-flex flex-wrap items-center gap-1.5">
            <span className="tabular">{format.dayClock(row.at)}</span>
            <Badge tone="info">{t.requests.detail.thisOne}</Badge>
          </span>
        ) : (
          <RequestLink id={row.id} at={format.dayClock(row.at)} words={t.requests} />
        ),
    },
    ...requestColumns(input).filter(({ id }) => !left.has(id)),
  ];
}

function CallText({ row }: { row: RequestRow }) {
  return (
    <code className="font-mono text-xs">
      {row.method} {row.route === "" ? "–" : row.route}
    </code>
  );
}

interface RequestLinkProps {
  readonly id: string;
  readonly at: string;
  readonly words: Messages["requests"];
}

function RequestLink({ id, at, words }: RequestLinkProps) {
  const search = useViewSearch();
  return (
    <Link
      to="/requests/$id"
      params={{ id }}
      search={search}
      aria-label={words.open(at)}
      className="tabular font-medium text-link hover:underline"
    >
      {at}
    </Link>
  );
}

/** Enough of an id to tell clips apart. */
const ID_END = 8;

function GenerationLink({ id, none }: { id: string | null; none: string }) {
  const search = useViewSearch();
  if (id === null) return <span className="text-muted">{none}</span>;
  return (
    <Link
      to="/generations/$id"
      params={{ id }}
      search={search}
      title={id}
      className="font-mono text-xs text-link hover:underline"
    >
      …{id.slice(-ID_END)}
    </Link>
  );
}

interface KeyNameProps {
  readonly id: string;
  readonly keys: ReadonlyMap<string, string> | null;
  readonly words: Messages["requests"];
}

/** A key by its name; its id stands in the title. */
export function KeyName({ id, keys, words }: KeyNameProps) {
  const name = keys?.get(id);
  return (
    <span title={id} className={name === undefined ? "text-muted" : ""}>
      {name ?? (keys === null || id === "" ? "–" : words.unknownKey)}
    </span>
  );
}
