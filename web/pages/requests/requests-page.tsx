import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ChevronRight, ChevronsLeft } from "lucide-react";
import { useEffect } from "react";
import { ProblemError } from "../../client/problem-error.ts";
import { requestsQuery } from "../../client/request-queries.ts";
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
import { readRequestsSearch, type RequestsSearch } from "../../view/requests-search.ts";
import { useChangeView } from "../../view/use-change-view.ts";
import { useView } from "../../view/use-view.ts";
import { useViewSearch } from "../../view/use-view-search.ts";
import { EmptyRequests } from "./empty-requests.tsx";
import { requestColumns } from "./request-columns.tsx";
import { RequestFilters } from "./request-filters.tsx";
import { useKeyNames } from "./use-key-names.ts";
import { useNarrowRequests } from "./use-narrow-requests.ts";

const MIN_HEIGHT = 420;

/** Each HTTP exchange of the view, newest first, a page at a time. */
export function RequestsPage() {
  const t = useMessages();
  const format = useFormat();
  const view = useView();
  const change = useChangeView("/requests");
  const narrow = useNarrowRequests();
  const keys = useKeyNames();
  const search = readRequestsSearch({ ...useSearch({ from: "/app/requests" }) });
  const { cursor, ...own } = search;
  const viewSearch = { ...useViewSearch(), ...own };
  const list = useQuery(requestsQuery(view, search));
  const rows = list.data?.data ?? [];
  const navigate = useNavigate();
  // A cursor is of one list: an address that is a day old, or was changed by hand, begins at its first page.
  const isForeign = list.error instanceof ProblemError && list.error.fields.some(isCursor);
  useEffect(() => {
    if (!isForeign) return;
    const first = ({ cursor: _cursor, ...rest }: RequestsSearch) => rest;
    void navigate({ to: "/requests", search: first, replace: true });
  }, [isForeign, navigate]);
  return (
    <>
      <PageHeader
        title={t.requests.title}
        lead={t.requests.lead}
        actions={<ViewBar view={view} change={change} withFilters={false} />}
      />
      <RequestFilters view={view} search={search} keys={keys} narrow={narrow} />
      <FilterChips view={view} change={change} />
      <Card className="min-w-0 overflow-hidden">
        {list.data === undefined && list.error !== null ? (
          <ErrorState
            error={list.error}
            minHeight={MIN_HEIGHT}
            onRetry={() => void list.refetch()}
          />
        ) : null}
        {list.data === undefined && list.error === null ? <LoadingRows /> : null}
        {list.data !== undefined && rows.length === 0 ? (
          <EmptyRequests view={view} search={search} narrow={narrow} minHeight={MIN_HEIGHT} />
        ) : null}
        {rows.length > 0 ? (
          <DataTable
            caption={t.requests.caption}
            columns={requestColumns({ t, format, keys })}
            rows={rows}
            rowKey={(row) => row.id}
            busy={list.isPlaceholderData}
          />
        ) : null}
      </Card>
      <nav aria-label={t.requests.title} className="mt-4 flex justify-end gap-2">
        {cursor === undefined ? null : (
          <Link to="/requests" search={viewSearch} className={buttonClass()}>
            <ChevronsLeft size={16} aria-hidden="true" />
            {t.requests.newest}
          </Link>
        )}
        {list.data?.next_cursor == null ? null : (
          <Link
            to="/requests"
            search={{ ...viewSearch, cursor: list.data.next_cursor }}
            className={buttonClass()}
          >
            {t.requests.older}
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
