import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { unpricedQuery } from "../../client/rerate-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ViewBar } from "../../view-bar/view-bar.tsx";
import { useChangeView } from "../../view/use-change-view.ts";
import { useView } from "../../view/use-view.ts";
import { PricesHeader } from "./prices-header.tsx";
import { useUnpricedColumns } from "./unpriced-columns.tsx";

/** What has no known cost, by the price that it lacks. */
export function UnpricedPage() {
  const t = useMessages();
  const format = useFormat();
  const mayChange = useMayChange();
  const words = t.prices.unpriced;
  const view = useView();
  const change = useChangeView("/prices/unpriced");
  const unpriced = useQuery(unpricedQuery(view));
  const columns = useUnpricedColumns(view, mayChange);
  const { data, error } = unpriced;
  return (
    <>
      <PricesHeader
        title={words.title}
        lead={words.lead}
        actions={<ViewBar view={view} change={change} withFilters={false} />}
      />
      {data === undefined || data.generations === 0 ? null : (
        <p data-testid="unpriced-count" className="mb-3 font-medium">
          {words.count(data.generations, format.count(data.generations))}
        </p>
      )}
      <Card className="overflow-hidden">
        {data === undefined && error !== null ? (
          <ErrorState error={error} minHeight={280} onRetry={() => void unpriced.refetch()} />
        ) : null}
        {data === undefined && error === null ? <Skeleton className="m-5 h-48" /> : null}
        {data?.generations === 0 ? (
          <EmptyState icon={CircleCheck} title={words.empty} minHeight={280}>
            {words.emptyLead}
          </EmptyState>
        ) : null}
        {data === undefined || data.generations === 0 ? null : (
          <DataTable
            caption={words.caption}
            rows={data.kinds}
            rowKey={(kind) =>
              JSON.stringify([kind.provider, kind.model, kind.reason, kind.suggested.conditions])
            }
            busy={unpriced.isPlaceholderData}
            columns={columns}
          />
        )}
      </Card>
      {data === undefined || data.left_out === 0 ? null : (
        <p className="mt-3 text-[13px] text-muted">{words.leftOut(format.count(data.left_out))}</p>
      )}
      {data === undefined || data.unsettled === 0 ? null : (
        <p className="mt-3 text-[13px] text-muted">
          {words.unsettled(data.unsettled, format.count(data.unsettled))}
        </p>
      )}
    </>
  );
}
