import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { CalendarCheck, Scale } from "lucide-react";
import { useState } from "react";
import { marginQuery, monthsQuery, reportsQuery } from "../../client/month-queries.ts";
import { formatMonth } from "../../format/month.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { marginQuestionOf } from "../../view/margin-search.ts";
import { CorrectionsCard } from "./corrections-card.tsx";
import { KeepForm } from "./keep-form.tsx";
import { KeptReportsCard } from "./kept-reports-card.tsx";
import { MarginControls } from "./margin-controls.tsx";
import { MarginTable } from "./margin-table.tsx";
import { TotalsCard } from "./totals-card.tsx";

/** The margin report of a month, its corrections apart, and the reports that were kept. */
export function MarginPage() {
  const words = useMessages().margin;
  const format = useFormat();
  const queryClient = useQueryClient();
  const mayKeep = useMayChange();
  const search = useSearch({ from: "/app/margin" });
  const list = useInfiniteQuery(monthsQuery);
  const [keeping, setKeeping] = useState(false);
  const rows = list.data?.pages.flatMap((page) => page.data);
  const month = search.month ?? monthNow(format.timeZone);
  const question = marginQuestionOf(search, month);
  const nothingYet = rows?.length === 0;
  const report = useQuery(marginQuery(question));
  const answer = question === null ? undefined : report.data;
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        actions={
          mayKeep && answer !== undefined ? (
            <Button onClick={() => setKeeping(true)}>{words.keep}</Button>
          ) : undefined
        }
      />
      <div className="space-y-5" aria-busy={report.isFetching}>
        {nothingYet ? (
          <Card>
            <EmptyState icon={CalendarCheck} title={words.noMonth} minHeight={280}>
              {words.noMonthLead}
            </EmptyState>
          </Card>
        ) : null}
        {nothingYet ? null : (
          <MarginControls
            search={search}
            month={month}
            months={(rows ?? []).map((row) => row.month)}
          />
        )}
        {question === null ? <Notice tone="info">{words.needsWeights}</Notice> : null}
        {report.error === null ? null : (
          <Card>
            <ErrorState
              error={report.error}
              minHeight={280}
              onRetry={() => void report.refetch()}
            />
          </Card>
        )}
        {report.error === null && question !== null && answer === undefined ? (
          <>
            <Skeleton className="h-[262px] w-full" />
            <Skeleton className="h-[280px] w-full" />
            <Skeleton className="h-[73px] w-full" />
          </>
        ) : null}
        {report.error === null && answer !== undefined && !nothingYet ? (
          <>
            <TotalsCard answer={answer} />
            <Card className="min-w-0 overflow-hidden">
              {answer.data.length === 0 ? (
                <EmptyState icon={Scale} title={words.empty} minHeight={160}>
                  {words.emptyLead}
                </EmptyState>
              ) : (
                <MarginTable answer={answer} month={month} />
              )}
            </Card>
            <CorrectionsCard answer={answer} />
          </>
        ) : null}
        <KeptReportsCard />
      </div>
      {keeping && question !== null ? (
        <Dialog open onOpenChange={setKeeping} title={words.keepTitle} description={words.keepLead}>
          <KeepForm
            question={question}
            name={words.caption(formatMonth(format.locale, month))}
            onCancel={() => setKeeping(false)}
            onDone={async () => {
              setKeeping(false);
              await queryClient.invalidateQueries({ queryKey: reportsQuery.queryKey });
            }}
          />
        </Dialog>
      ) : null}
    </>
  );
}

/** The month that runs in a zone. */
function monthNow(timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit" });
  return parts.format(Date.now()).slice(0, 7);
}
