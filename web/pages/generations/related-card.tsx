import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { GenerationDetail } from "../../../api/contract/generations.ts";
import { relatedQuery } from "../../client/generation-queries.ts";
import type { Format } from "../../format/create-format.ts";
import { useFormat } from "../../format/use-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { relatedRows, type RelatedRow } from "../../series/related-rows.ts";
import { isOpenClip } from "../../series/clip-timeline.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable, type Column } from "../../ui/data-table.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import { CostText } from "./cost-text.tsx";
import { StateBadge } from "./state-badge.tsx";

/** The clips that this one is tied to: origin, remixes, repeats of its prompt, its user's others. */
export function RelatedCard({ detail }: { detail: GenerationDetail }) {
  const t = useMessages();
  const format = useFormat();
  const words = t.clip.related;
  const query = useQuery(relatedQuery(detail.id, isOpenClip(detail)));
  const { data, error } = query;
  const rows = data === undefined ? [] : relatedRows(detail, data);
  const source = detail.source_provider_job_id;
  return (
    <Card className="min-w-0 overflow-hidden pb-1">
      <div className="px-5 pt-5 pb-3">
        <h2 className="text-[15px] font-semibold tracking-tight">{words.title}</h2>
        <p className="mt-0.5 text-[13px] text-muted">{words.lead}</p>
        {data?.stored === true && data.origin === null && source !== null ? (
          <p className="mt-2 text-[13px]">{words.originUnknown(source)}</p>
        ) : null}
      </div>
      {data === undefined && error !== null ? (
        <ErrorState error={error} minHeight={120} onRetry={() => void query.refetch()} />
      ) : null}
      {data === undefined && error === null ? <Skeleton className="m-5 mt-0 h-24" /> : null}
      {data !== undefined && rows.length === 0 ? (
        <p className="px-5 pb-4 text-[13px] text-muted">
          {data.stored ? words.none : words.notKept}
        </p>
      ) : null}
      {rows.length === 0 ? null : (
        <DataTable
          caption={words.title}
          columns={columnsOf(t, format)}
          rows={rows}
          rowKey={({ relation, row }) => `${relation} ${row.id}`}
        />
      )}
    </Card>
  );
}

function columnsOf(t: Messages, format: Format): readonly Column<RelatedRow>[] {
  const words = t.clip.related;
  return [
    {
      id: "created",
      header: t.generations.created,
      rowHeader: true,
      cell: ({ row, isSelf }) =>
        isSelf ? (
          <span className="tabular inline-flex items-center gap-2 font-medium">
            {format.instant(row.created_at)}
            <Badge tone="info">{words.self}</Badge>
          </span>
        ) : (
          <ClipLink id={row.id} label={format.instant(row.created_at)} />
        ),
    },
    {
      id: "relation",
      header: words.relation,
      cell: ({ relation }) => <span className="text-muted">{words[relation]}</span>,
    },
    {
      id: "status",
      header: t.generations.status,
      cell: ({ row }) => <StateBadge state={row.status} />,
    },
    {
      id: "cost",
      header: t.generations.cost,
      align: "right",
      cell: ({ row }) => <CostText cost={row.cost} />,
    },
    {
      id: "feature",
      header: t.generations.feature,
      from: "md",
      cell: ({ row }) => row.feature,
    },
    {
      id: "model",
      header: t.generations.model,
      from: "lg",
      cell: ({ row }) => (
        <>
          {row.model} <span className="text-muted">{row.resolution}</span>
        </>
      ),
    },
  ];
}

function ClipLink({ id, label }: { id: string; label: string }) {
  const search = useViewSearch();
  return (
    <Link
      to="/generations/$id"
      params={{ id }}
      search={search}
      className="tabular font-medium text-link hover:underline"
    >
      {label}
    </Link>
  );
}
