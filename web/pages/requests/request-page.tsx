import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ArrowLeft, SearchX } from "lucide-react";
import { ProblemError } from "../../client/problem-error.ts";
import { requestQuery } from "../../client/request-queries.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import { ExchangeCard } from "./exchange-card.tsx";
import { ExplanationCard } from "./explanation-card.tsx";
import { SiblingsCard } from "./siblings-card.tsx";

const MIN_HEIGHT = 320;

/** One HTTP exchange: how it ended and why, what is on record of it, and the others about the same clip. */
export function RequestPage() {
  const t = useMessages();
  const words = t.requests.detail;
  const { id } = useParams({ from: "/app/requests/$id" });
  const search = useViewSearch();
  const query = useQuery(requestQuery(id));
  const { data, error } = query;
  const isMissing = error instanceof ProblemError && [400, 404].includes(error.status);
  return (
    <>
      <Link
        to="/requests"
        search={search}
        className="mb-3 inline-flex items-center gap-1.5 text-[13px] text-muted hover:text-text"
      >
        <ArrowLeft size={14} aria-hidden="true" />
        {words.back}
      </Link>
      <PageHeader
        title={words.title}
        lead={
          <span className="flex flex-wrap items-center gap-x-1 gap-y-1">
            <code className="font-mono text-xs break-all">{id}</code>
            <CopyButton text={id} label={words.copyId} />
          </span>
        }
      />
      {data === undefined && isMissing ? (
        <Card>
          <EmptyState icon={SearchX} title={words.notFound} minHeight={MIN_HEIGHT}>
            {words.notFoundLead}
          </EmptyState>
        </Card>
      ) : null}
      {data === undefined && error !== null && !isMissing ? (
        <Card>
          <ErrorState error={error} minHeight={MIN_HEIGHT} onRetry={() => void query.refetch()} />
        </Card>
      ) : null}
      {data === undefined && error === null ? (
        <div role="status" aria-label={t.common.loading} className="space-y-5">
          <Skeleton className="h-28 w-full" />
          <Skeleton className="h-96 w-full" />
        </div>
      ) : null}
      {data === undefined ? null : (
        <div className="space-y-5">
          <ExplanationCard row={data} />
          <div className="grid gap-5 xl:grid-cols-5">
            <div className="min-w-0 xl:col-span-2">
              <ExchangeCard row={data} />
            </div>
            <div className="min-w-0 xl:col-span-3">
              <SiblingsCard row={data} />
            </div>
          </div>
        </div>
      )}
    </>
  );
}
