import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ChevronRight, ChevronsLeft, X } from "lucide-react";
import { useEffect } from "react";
import { generationsQuery } from "../../client/generation-queries.ts";
import { ProblemError } from "../../client/problem-error.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { FilterChips } from "../../view-bar/filter-chips.tsx";
import { ViewBar } from "../../view-bar/view-bar.tsx";
import {
  readColumns,
  readGenerationsSearch,
  type GenerationsSearch,
} from "../../view/generations-search.ts";
import { useChangeView } from "../../view/use-change-view.ts";
import { useView } from "../../view/use-view.ts";
import { CannotOrder } from "./cannot-order.tsx";
import { ColumnsMenu } from "./columns-menu.tsx";
import { EmptyGenerations } from "./empty-generations.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { FacetMenu } from "./facet-menu.tsx";
import { generationColumns } from "./generation-columns.tsx";
import { GenerationSearch } from "./generation-search.tsx";
import { NarrowRows } from "./narrow-rows.tsx";
import { OrderMenu } from "./order-menu.tsx";
import { useListSearch } from "./use-list-search.ts";
import { useRowKeys } from "./use-row-keys.ts";

const FACETS = ["status", "feature", "model", "waste"] as const;
const MIN_HEIGHT = 420;

/** Each video job of the view, newest first, a page at a time. */
export function GenerationsPage() {
  const t = useMessages();
  const format = useFormat();
  const view = useView();
  const change = useChangeView("/generations");
  const navigate = useNavigate();
  const search = readGenerationsSearch(useSearch({ from: "/app/generations" }));
  const { cursor, q, downloads, order, cols } = search;
  const listSearch = useListSearch();
  useRowKeys();
  const list = useQuery(generationsQuery(view, search));
  const rows = list.data?.data ?? [];
  // A cursor is of one list: an address that is a day old, or was changed by hand, begins at its first page.
  const isForeign = list.error instanceof ProblemError && list.error.fields.some(isCursor);
  useEffect(() => {
    if (!isForeign) return;
    const search = ({ cursor: _cursor, ...rest }: GenerationsSearch) => rest;
    void navigate({ to: "/generations", search, replace: true });
  }, [isForeign, navigate]);
  const isOrdered = order !== undefined;
  const cannotOrder = isOrdered && list.error instanceof ProblemError && list.error.status === 400;
  return (
    <>
      <PageHeader
        title={t.generations.title}
        lead={t.generations.lead}
        actions={<ViewBar view={view} change={change} />}
      />
      <div className="mb-4 flex flex-wrap items-center gap-2">
        <GenerationSearch q={q ?? ""} />
        <div role="group" aria-label={t.explore.facets} className="flex flex-wrap gap-2">
          {FACETS.map((name) => (
            <FacetMenu key={name} name={name} view={view} change={change} />
          ))}
        </div>
        <ColumnsMenu cols={cols} />
        <OrderMenu order={order} />
        {downloads === undefined ? <ExportMenu view={view} q={q ?? null} /> : null}
        {downloads === undefined ? null : (
          <button
            type="button"
            aria-label={t.explore.removeDownloads}
            className={buttonClass({ size: "small" })}
            onClick={() =>
              void navigate({
                to: "/generations",
                search: ({ downloads: _one, cursor: _other, ...rest }) => rest,
              })
            }
          >
            {t.explore.downloadsUnknown}
            <X size={14} aria-hidden="true" className="text-muted" />
          </button>
        )}
      </div>
      <FilterChips view={view} change={change} />
      <Card className="min-w-0 overflow-hidden">
        {list.data === undefined && cannotOrder ? <CannotOrder minHeight={MIN_HEIGHT} /> : null}
        {list.data === undefined && list.error !== null && !cannotOrder ? (
          <ErrorState
            error={list.error}
            minHeight={MIN_HEIGHT}
            onRetry={() => void list.refetch()}
          />
        ) : null}
        {list.data === undefined && list.error === null ? <LoadingRows /> : null}
        {list.data !== undefined && rows.length === 0 ? (
          <EmptyGenerations view={view} q={q ?? null} change={change} minHeight={MIN_HEIGHT} />
        ) : null}
        {rows.length > 0 ? (
          <>
            <NarrowRows rows={rows} busy={list.isPlaceholderData} />
            <div className="hidden sm:block">
              <DataTable
                caption={t.clipList.captions[order ?? "-created"]}
                columns={generationColumns(t, format, {
                  order: order ?? null,
                  chosen: readColumns(cols),
                })}
                rows={rows}
                rowKey={(row) => row.id}
                busy={list.isPlaceholderData}
                stickyHeader
                onOpen={({ id }) =>
                  void navigate({ to: "/generations/$id", params: { id }, search: listSearch })
                }
              />
            </div>
          </>
        ) : null}
      </Card>
      <nav aria-label={t.generations.title} className="mt-4 flex justify-end gap-2">
        {cursor === undefined ? null : (
          <Link to="/generations" search={listSearch} className={buttonClass()}>
            <ChevronsLeft size={16} aria-hidden="true" />
            {isOrdered ? t.clipList.firstPage : t.generations.newest}
          </Link>
        )}
        {list.data?.next_cursor == null ? null : (
          <Link
            to="/generations"
            search={{ ...listSearch, cursor: list.data.next_cursor }}
            className={buttonClass()}
          >
            {isOrdered ? t.clipList.nextPage : t.generations.older}
            <ChevronRight size={16} aria-hidden="true" />
          </Link>
        )}
      </nav>
    </>
  );
}

const isCursor = ({ field }: { readonly field: string }): boolean => field === "cursor";

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
