import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ArrowLeft, SearchX } from "lucide-react";
import { curlOf } from "../../client/curl-of.ts";
import { generationQuery } from "../../client/generation-queries.ts";
import { ProblemError } from "../../client/problem-error.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { AttributionCard, ParametersCard } from "./facts-cards.tsx";
import { CallbacksCard } from "./callbacks-card.tsx";
import { ChangesCard } from "./changes-card.tsx";
import { CostCard } from "./cost-card.tsx";
import { GenerationMarks } from "./generation-marks.tsx";
import { NeighbourLinks } from "./neighbour-links.tsx";
import { RawCard } from "./raw-card.tsx";
import { RelatedCard } from "./related-card.tsx";
import { RequestsCard } from "./requests-card.tsx";
import { TimelineCard } from "./timeline-card.tsx";
import { useListSearch } from "./use-list-search.ts";
import { WhyCard } from "./why-card.tsx";

/** One generation: why it cost what it cost, and everything that happened to it. */
export function GenerationPage() {
  const t = useMessages();
  const { id } = useParams({ from: "/app/generations/$id" });
  const search = useListSearch();
  const query = useQuery(generationQuery(id));
  const { data, error } = query;
  const isMissing = error instanceof ProblemError && [400, 404].includes(error.status);
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <Link
          to="/generations"
          search={search}
          className="inline-flex min-h-6 items-center gap-1.5 text-[13px] text-muted hover:text-text"
        >
          <ArrowLeft size={14} aria-hidden="true" />
          {t.generation.back}
        </Link>
        {data === undefined ? null : <NeighbourLinks id={id} />}
      </div>
      <PageHeader
        title={t.generation.title}
        lead={
          <span className="flex flex-wrap items-center gap-x-1 gap-y-1">
            <code className="font-mono text-xs break-all">{id}</code>
            <CopyButton text={id} label={t.generation.copyId} />
          </span>
        }
        actions={data === undefined ? undefined : <CopyActions id={id} />}
      />
      {data === undefined && isMissing ? (
        <Card>
          <EmptyState icon={SearchX} title={t.generation.notFound} minHeight={320}>
            {t.generation.notFoundLead}
          </EmptyState>
        </Card>
      ) : null}
      {data === undefined && error !== null && !isMissing ? (
        <Card>
          <ErrorState error={error} minHeight={320} onRetry={() => void query.refetch()} />
        </Card>
      ) : null}
      {data === undefined && error === null ? <LoadingDetail /> : null}
      {data === undefined ? null : (
        <div className="space-y-5">
          <GenerationMarks detail={data} />
          <WhyCard detail={data} />
          <div className="grid gap-5 lg:grid-cols-5">
            <div className="space-y-5 lg:col-span-3">
              <CostCard detail={data} />
              <ParametersCard detail={data} />
            </div>
            <div className="space-y-5 lg:col-span-2">
              <TimelineCard detail={data} />
              <AttributionCard detail={data} />
            </div>
          </div>
          <RelatedCard detail={data} />
          <CallbacksCard generationId={id} />
          <ChangesCard generationId={id} />
          <RequestsCard requests={data.requests} />
          <RawCard detail={data} />
        </div>
      )}
    </>
  );
}

function CopyActions({ id }: { id: string }) {
  const t = useMessages();
  const { href, origin } = globalThis.location;
  const path = `/api/v1/generations/${encodeURIComponent(id)}`;
  return (
    <>
      <CopyButton text={href} label={t.clip.copyLink} showLabel />
      <CopyButton text={curlOf({ path, query: {} }, origin)} label={t.clip.copyCurl} showLabel />
    </>
  );
}

function LoadingDetail() {
  const t = useMessages();
  return (
    <div role="status" aria-label={t.common.loading} className="grid gap-5 lg:grid-cols-5">
      <Skeleton className="h-80 w-full lg:col-span-3" />
      <Skeleton className="h-80 w-full lg:col-span-2" />
    </div>
  );
}
