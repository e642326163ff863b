import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { isGone } from "../../client/is-gone.ts";
import { reportQuery } from "../../client/reconciliation-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { GoneCard } from "../../frame/gone-card.tsx";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import { daySpanText } from "./day-span-text.ts";
import { ReportBody } from "./report-body.tsx";

/** One invoice against what was metered. */
export function InvoicePage() {
  const t = useMessages();
  const words = t.reconciliation;
  const format = useFormat();
  const { id } = useParams({ from: "/app/reconciliation/$id" });
  const search = useViewSearch();
  const query = useQuery(reportQuery(id));
  const { data, error } = query;
  const isMissing = isGone(error);
  return (
    <>
      <Link
        to="/reconciliation"
        search={search}
        className="mb-3 inline-flex items-center gap-1.5 text-[13px] text-muted hover:text-text"
      >
        <ArrowLeft size={14} aria-hidden="true" />
        {words.back}
      </Link>
      <PageHeader
        title={data === undefined ? words.invoice : `${words.invoice} ${data.invoice.name}`}
        lead={
          data === undefined
            ? undefined
            : words.reportLead(
                data.invoice.provider,
                daySpanText(format.locale, data.from, data.to),
                data.timezone,
              )
        }
      />
      {data === undefined && isMissing ? (
        <GoneCard list="/reconciliation" title={words.notFound} />
      ) : null}
      {data === undefined && error !== null && !isMissing ? (
        <Card>
          <ErrorState error={error} minHeight={320} onRetry={() => void query.refetch()} />
        </Card>
      ) : null}
      {data === undefined && error === null ? (
        <div role="status" aria-label={t.common.loading} className="space-y-5">
          <Skeleton className="h-48 w-full" />
          <Skeleton className="h-80 w-full" />
        </div>
      ) : null}
      {data === undefined ? null : <ReportBody report={data} />}
    </>
  );
}
