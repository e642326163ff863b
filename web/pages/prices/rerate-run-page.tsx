import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ArrowLeft, Undo2 } from "lucide-react";
import { useState } from "react";
import type { RerateRow } from "../../../api/contract/rerates.ts";
import { isGone } from "../../client/is-gone.ts";
import { isArriving, isUnderWay, rerateQuery, revertRerate } from "../../client/rerate-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { GoneCard } from "../../frame/gone-card.tsx";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import { DiffParts } from "./diff-parts.tsx";
import { LeftTable } from "./left-table.tsx";
import { MoneyChange } from "./money-change.tsx";
import { PricesHeader } from "./prices-header.tsx";
import { RerateProgress } from "./rerate-progress.tsx";
import { RerateState } from "./rerate-state.tsx";
import { scopeText } from "./scope-text.ts";

/** One re-rating: how far it is, what it changed, and its undoing. */
export function RerateRunPage() {
  const t = useMessages();
  const words = t.prices.rerate;
  const { id } = useParams({ from: "/app/prices/rerates/$id" });
  const search = useViewSearch();
  const run = useQuery(rerateQuery(id));
  return (
    <>
      <PricesHeader title={words.runTitle} lead={words.lead} />
      <Link
        to="/prices/rerate"
        search={search}
        className="mb-3 inline-flex items-center gap-1.5 text-[13px] text-muted hover:text-text"
      >
        <ArrowLeft size={14} aria-hidden="true" />
        {words.back}
      </Link>
      {run.data === undefined && isGone(run.error) ? <GoneCard list="/prices/rerate" /> : null}
      {run.data === undefined && run.error !== null && !isGone(run.error) ? (
        <Card>
          <ErrorState error={run.error} onRetry={() => void run.refetch()} />
        </Card>
      ) : null}
      {run.data === undefined && run.error === null ? <Skeleton className="h-64" /> : null}
      {run.data === undefined ? null : <Run row={run.data} />}
    </>
  );
}

function Run({ row }: { row: RerateRow }) {
  const t = useMessages();
  const format = useFormat();
  const queryClient = useQueryClient();
  const mayChange = useMayChange();
  const words = t.prices.rerate;
  const [asking, setAsking] = useState(false);
  return (
    <div className="space-y-5">
      <Card className="overflow-hidden">
        <div className="px-5 pt-5 pb-3">
          <div className="flex flex-wrap items-start justify-between gap-3">
            <p>
              <RerateState state={row.state} />
            </p>
            {mayChange && row.state === "applied" ? (
              <Button variant="danger" onClick={() => setAsking(true)}>
                <Undo2 size={14} aria-hidden="true" />
                {words.revert}
              </Button>
            ) : null}
          </div>
          <div className="mt-3" aria-live="polite">
            {isUnderWay(row) ? (
              <RerateProgress row={row} />
            ) : (
              <p className="text-[13px] text-muted">
                {isArriving(row)
                  ? words.figuresFollow(format.count(row.arriving.days))
                  : words.figuresThere}
              </p>
            )}
          </div>
          <div className="mt-3">
            <Facts rows={useFacts(row)} />
          </div>
        </div>
        {row.result === null ? null : (
          <>
            <h2 className="px-5 pb-1 text-[15px] font-semibold tracking-tight">{words.actual}</h2>
            <p className="tabular px-5 pb-2 text-[13px] text-muted">
              {words.counts.changed(format.count(row.result.changed))} ·{" "}
              {words.counts.newly(format.count(row.result.newly_priced))}
            </p>
            <MoneyChange
              caption={words.actualCaption}
              before={row.result.before}
              after={row.result.after}
            />
          </>
        )}
      </Card>
      {row.planned.changed + row.planned.newly_priced === 0 ? null : (
        <DiffParts diff={row.planned} title={words.planned} />
      )}
      {row.planned.left.length === 0 ? null : <LeftTable left={row.planned.left} />}
      {asking ? (
        <ConfirmDialog
          open
          onClose={() => setAsking(false)}
          title={words.revertTitle}
          lead={words.revertLead}
          action={words.revert}
          act={async () => {
            const begun = await revertRerate(row.id);
            queryClient.setQueryData(rerateQuery(row.id).queryKey, begun);
          }}
          onDone={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}

function useFacts(row: RerateRow) {
  const t = useMessages();
  const format = useFormat();
  const words = t.prices.rerate;
  return [
    { id: "what", label: words.what, value: scopeText(row, t, format) },
    {
      id: "who",
      label: words.who,
      value: words.whoWhen(row.created_by, format.datedInstant(row.created_at)),
    },
    ...(row.applied_at === null
      ? []
      : [{ id: "applied", label: words.appliedAt, value: format.datedInstant(row.applied_at) }]),
    ...(row.reverted_at === null
      ? []
      : [
          {
            id: "reverted",
            label: words.revertedAt,
            value: words.whoWhen(row.reverted_by ?? "", format.datedInstant(row.reverted_at)),
          },
        ]),
    ...(row.superseded === 0
      ? []
      : [
          {
            id: "superseded",
            label: words.superseded,
            value: `${format.count(row.superseded)}: ${words.supersededHint}`,
          },
        ]),
  ];
}
