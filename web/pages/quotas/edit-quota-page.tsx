import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { isGone } from "../../client/is-gone.ts";
import { quotaQuery } from "../../client/quota-queries.ts";
import { meQuery } from "../../client/session-queries.ts";
import { GoneCard } from "../../frame/gone-card.tsx";
import { useMessages } from "../../i18n/use-messages.ts";
import { draftOf } from "../../quotas/quota-draft.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { BackToQuotas } from "./back-to-quotas.tsx";
import { QuotaEditor } from "./quota-editor.tsx";

export function EditQuotaPage() {
  const t = useMessages();
  const words = t.quotas.editor;
  const navigate = useNavigate();
  const { id } = useParams({ from: "/app/quotas/$id" });
  const { days } = useSearch({ from: "/app/quotas/$id" });
  const { data: me } = useSuspenseQuery(meQuery);
  const query = useQuery(quotaQuery(id));
  const { data, error } = query;
  const isMissing = isGone(error);
  return (
    <>
      <BackToQuotas />
      <PageHeader title={words.editTitle} lead={words.lead} />
      {data === undefined && isMissing ? <GoneCard list="/quotas" title={words.missing} /> : null}
      {data === undefined && error !== null && !isMissing ? (
        <Card>
          <ErrorState error={error} minHeight={320} onRetry={() => void query.refetch()} />
        </Card>
      ) : null}
      {data === undefined && error === null ? (
        <div role="status" aria-label={t.common.loading} className="grid gap-5 xl:grid-cols-2">
          <Skeleton className="h-96 w-full" />
          <Skeleton className="h-96 w-full" />
        </div>
      ) : null}
      {data === undefined ? null : (
        <QuotaEditor
          key={`${data.id} ${data.updated_at}`}
          existing={data}
          initial={draftOf(data, me.workspace.timezone)}
          days={days}
          onReread={() => void query.refetch()}
          onDays={(next) =>
            void navigate({
              to: "/quotas/$id",
              params: { id },
              search: (previous) => ({ ...previous, days: next }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      )}
    </>
  );
}
