import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { upstreamsQuery } from "../../client/management-queries.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { AttributionCard } from "./attribution-card.tsx";
import { chooseGuide, guideEntries } from "./choose-guide.ts";
import { GuideCard } from "./guide-card.tsx";
import { GuideList } from "./guide-list.tsx";
import { RefusalsCard } from "./refusals-card.tsx";
import { RepeatsCard } from "./repeats-card.tsx";

/** How to lead each provider's client here, and what it then hears. */
export function DocsPage() {
  const t = useMessages();
  const search = useSearch({ from: "/app/docs" });
  const upstreams = useQuery(upstreamsQuery);
  const rows = upstreams.data?.data;
  const entries = useMemo(() => guideEntries(rows ?? []), [rows]);
  const chosen = useMemo(() => chooseGuide(entries, search), [entries, search]);
  const isLost = rows === undefined && upstreams.error !== null;
  return (
    <>
      <PageHeader
        title={t.docs.title}
        lead={t.docs.lead}
        actions={
          <a
            href="/api/docs"
            className="text-[13px] font-medium text-link underline underline-offset-2"
          >
            {t.docs.api}
          </a>
        }
      />
      {isLost && upstreams.error !== null ? (
        <Card>
          <ErrorState
            error={upstreams.error}
            minHeight={280}
            onRetry={() => void upstreams.refetch()}
          />
        </Card>
      ) : (
        <div className="grid items-start gap-5 lg:grid-cols-[15rem_minmax(0,1fr)]">
          <GuideList entries={entries} chosen={chosen} isLoading={rows === undefined} />
          <div className="min-w-0 space-y-5">
            {rows === undefined ? (
              <Skeleton className="h-[34rem] w-full" />
            ) : (
              <GuideCard chosen={chosen} />
            )}
            <AttributionCard />
            <RepeatsCard retries={chosen.sdk.retries} sdk={chosen.sdk.label} />
            <RefusalsCard chosen={chosen} />
          </div>
        </div>
      )}
    </>
  );
}
