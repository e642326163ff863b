import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Clapperboard } from "lucide-react";
import type { GenerationsAnswer } from "../../../api/contract/generations.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import { withFilter } from "../../view/view-search.ts";
import { CostText } from "../generations/cost-text.tsx";
import { StateBadge } from "../generations/state-badge.tsx";

interface ClipsCardProps {
  readonly user: string;
  readonly query: UseQueryResult<GenerationsAnswer>;
}

/** The user's last clips. */
export function ClipsCard({ user, query }: ClipsCardProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.user;
  const search = useViewSearch();
  const rows = query.data?.data;
  return (
    <Card className="min-w-0 overflow-hidden">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-5 pt-5 pb-2">
        <h2 className="text-[15px] font-semibold tracking-tight">{words.clips}</h2>
        <Link
          to="/generations"
          search={{ ...search, f: withFilter([], "user", [user]) }}
          className="text-[13px] text-link hover:underline"
        >
          {words.allClips}
        </Link>
      </div>
      {rows === undefined && query.error !== null ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {rows === undefined && query.error === null ? <Skeleton className="m-5 h-40" /> : null}
      {rows?.length === 0 ? (
        <EmptyState icon={Clapperboard} title={words.noClips} minHeight={100} />
      ) : null}
      {rows === undefined || rows.length === 0 ? null : (
        <DataTable
          caption={words.clips}
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            {
              id: "created",
              header: t.generations.created,
              rowHeader: true,
              cell: (row) => (
                <Link
                  to="/generations/$id"
                  params={{ id: row.id }}
                  search={search}
                  className="tabular font-medium text-link hover:underline"
                >
                  {format.instant(row.created_at)}
                </Link>
              ),
            },
            {
              id: "status",
              header: t.generations.status,
              cell: (row) => <StateBadge state={row.status} />,
            },
            {
              id: "feature",
              header: t.generations.feature,
              from: "2xl",
              cell: (row) => row.feature,
            },
            {
              id: "cost",
              header: t.generations.cost,
              align: "right",
              cell: (row) => <CostText cost={row.cost} />,
            },
          ]}
        />
      )}
    </Card>
  );
}
