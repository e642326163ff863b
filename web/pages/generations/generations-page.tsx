import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { CalendarSearch, ChevronRight, ChevronsLeft, ListFilter } from "lucide-react";
import { generationsQuery } from "../../client/generation-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { FilterChips } from "../../view-bar/filter-chips.tsx";
import { ViewBar } from "../../view-bar/view-bar.tsx";
import { useChangeView } from "../../view/use-change-view.ts";
import { useView } from "../../view/use-view.ts";
import { useViewSearch } from "../../view/use-view-search.ts";
import { generationColumns } from "./generation-columns.tsx";

/** Each video job of the view, newest first, a page at a time. */
export function GenerationsPage() {
  const t = useMessages();
  const format = useFormat();
  const view = useView();
  const change = useChangeView("/generations");
  const { cursor } = useSearch({ from: "/app/generations" });
  const viewSearch = useViewSearch();
  const list = useQuery(generationsQuery(view, cursor ?? null));
  const rows = list.data?.data ?? [];
  return (
    <>
      <PageHeader
        title={t.generations.title}
        lead={t.generations.lead}
        actions={<ViewBar view={view} change={change} />}
      />
      <FilterChips view={view} change={change} />
      <Card className="min-w-0 overflow-hidden">
        {list.data === undefined && list.error !== null ? (
          <ErrorState error={list.error} minHeight={420} onRetry={() => void list.refetch()} />
        ) : null}
        {list.data === undefined && list.error === null ? <LoadingRows /> : null}
        {list.data !== undefined && rows.length === 0 ? (
          <EmptyState
            icon={view.filters.length > 0 ? ListFilter : CalendarSearch}
            minHeight={420}
            title={view.filters.length > 0 ? t.overview.empty.filtered : t.overview.empty.title}
            action={
              view.filters.length > 0 ? (
                <Button onClick={() => change({ f: undefined })}>{t.overview.empty.clear}</Button>
              ) : (
                <Button onClick={() => change({ range: "12m", from: undefined, to: undefined })}>
                  {t.overview.empty.year}
                </Button>
              )
            }
          >
            {view.filters.length > 0 ? t.overview.empty.filteredLead : t.overview.empty.lead}
          </EmptyState>
        ) : null}
        {rows.length > 0 ? (
          <DataTable
            caption={t.generations.caption}
            columns={generationColumns(t, format)}
            rows={rows}
            rowKey={(row) => row.id}
            busy={list.isPlaceholderData}
          />
        ) : null}
      </Card>
      <nav aria-label={t.generations.title} className="mt-4 flex justify-end gap-2">
        {cursor === undefined ? null : (
          <Link to="/generations" search={viewSearch} className={buttonClass()}>
            <ChevronsLeft size={16} aria-hidden="true" />
            {t.generations.newest}
          </Link>
        )}
        {list.data?.next_cursor == null ? null : (
          <Link
            to="/generations"
            search={{ ...viewSearch, cursor: list.data.next_cursor }}
            className={buttonClass()}
          >
            {t.generations.older}
            <ChevronRight size={16} aria-hidden="true" />
          </Link>
        )}
      </nav>
    </>
  );
}

function LoadingRows() {
  const t = useMessages();
  return (
    <div role="status" aria-label={t.common.loading} className="space-y-5 p-5">
      {Array.from({ length: 12 }, (_, row) => (
        <Skeleton key={row} className="h-5 w-full" />
      ))}
    </div>
  );
}
