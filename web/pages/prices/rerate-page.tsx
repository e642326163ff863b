import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { ProblemError } from "../../client/problem-error.ts";
import { dryRunQuery } from "../../client/rerate-queries.ts";
import { meQuery } from "../../client/session-queries.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { readRerateSearch, type RerateSearch } from "../../view/rerate-search.ts";
import { dayAfter, localDate } from "../../view/time-range.ts";
import { useView } from "../../view/use-view.ts";
import { useViewSearch } from "../../view/use-view-search.ts";
import { PricesHeader } from "./prices-header.tsx";
import { RerateForm } from "./rerate-form.tsx";
import { rerateQuestion } from "./rerate-question.ts";
import { RerateResult } from "./rerate-result.tsx";
import { ReratesCard } from "./rerates-card.tsx";

/** Choose, see what would change, apply; and what was re-rated before. */
export function ReratePage() {
  const t = useMessages();
  const words = t.prices.rerate;
  const navigate = useNavigate();
  const mayChange = useMayChange();
  const view = useView();
  const viewSearch = useViewSearch();
  const { data: me } = useSuspenseQuery(meQuery);
  const search = useRerateSearch();
  const asked = rerateQuestion(search, {
    timeZone: view.timeZone,
    currency: me.workspace.currency,
  });
  const question = mayChange && asked.kind === "question" ? asked.question : null;
  const dryRun = useQuery(dryRunQuery(question));
  const [isOld, setOld] = useState(false);
  const address = JSON.stringify(search);
  // An address that the form itself has written leaves the form as it is, focus and all.
  const [written, setWritten] = useState({ key: address, address });
  const key = written.address === address ? written.key : address;
  const ask = (next: RerateSearch): void => {
    const normal = readRerateSearch(next);
    setOld(false);
    if (JSON.stringify(normal) === address) void dryRun.refetch();
    setWritten({ key, address: JSON.stringify(normal) });
    void navigate({ to: "/prices/rerate", search: { ...viewSearch, ...normal } });
  };
  const faults = fieldFaults(dryRun.error);
  const result = dryRun.data;
  return (
    <>
      <PricesHeader title={words.title} lead={words.lead} />
      <div className="space-y-5">
        {mayChange ? (
          <RerateForm
            key={key}
            search={search}
            defaults={{
              from: localDate(view.fromMs, view.timeZone),
              to: dayAfter(localDate(view.toMs - 1, view.timeZone)),
              currency: me.workspace.currency,
            }}
            isPending={dryRun.isFetching}
            faults={faults}
            onAsk={ask}
            onChange={() => setOld(true)}
          />
        ) : (
          <Notice tone="info">{words.noRole}</Notice>
        )}
        {asked.kind === "bad_conditions" ? (
          <Notice tone="danger">{words.badConditions}</Notice>
        ) : null}
        <div aria-live="polite" aria-busy={dryRun.isFetching} className="space-y-5">
          {dryRun.isFetching ? <Skeleton className="h-64" /> : null}
          {dryRun.error !== null && faults.length === 0 && !dryRun.isFetching ? (
            <Card>
              <ErrorState error={dryRun.error} onRetry={() => void dryRun.refetch()} />
            </Card>
          ) : null}
          {result !== undefined && question !== null && !dryRun.isFetching ? (
            <RerateResult answer={result} question={question} isOld={isOld} />
          ) : null}
        </div>
        <ReratesCard />
      </div>
    </>
  );
}

/** The page's part of the address; days of a chosen period are the view's, which has both ends included. */
function useRerateSearch(): RerateSearch {
  const { range, ...search }: RerateSearch & { readonly range?: string } = useSearch({
    from: "/app/prices/rerate",
  });
  const { from: _from, to: _to, ...rest } = search;
  return readRerateSearch(range === "custom" ? rest : search);
}

/** What the server found wrong, under the names of the form's fields. */
function fieldFaults(error: Error | null) {
  if (!(error instanceof ProblemError)) return [];
  return error.fields.map(({ field, message }) => ({
    field: field.replace(/^(scope|prices\[0\])\./, ""),
    message,
  }));
}
