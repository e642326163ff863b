import { useInfiniteQuery } from "@tanstack/react-query";
import { Archive } from "lucide-react";
import { useState } from "react";
import type { KeptReportRow } from "../../../api/contract/reports.ts";
import { reportsQuery } from "../../client/month-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ReportAgainView } from "./report-again.tsx";

/** Reports that were kept, each of which can be asked again. */
export function KeptReportsCard() {
  const t = useMessages();
  const words = t.margin;
  const format = useFormat();
  const list = useInfiniteQuery(reportsQuery);
  const [asked, setAsked] = useState<KeptReportRow | null>(null);
  const reports = list.data?.pages.flatMap((page) => page.data);
  return (
    <Card>
      <h2 className="text-[15px] font-semibold tracking-tight">{words.kept}</h2>
      <p className="mt-0.5 mb-3 text-[13px] text-muted">{words.keptLead}</p>
      {reports === undefined && list.error !== null ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {reports === undefined && list.error === null ? <Skeleton className="h-20 w-full" /> : null}
      {reports?.length === 0 ? (
        <EmptyState icon={Archive} title={words.noKept} minHeight={100} />
      ) : null}
      <ul aria-label={words.keptCaption} className="divide-y divide-hairline">
        {(reports ?? []).map((report) => (
          <li
            key={report.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5"
          >
            <div className="min-w-0">
              <p className="font-medium break-words">{report.name}</p>
              <p className="text-[13px] text-muted">
                {words.keptOn(format.datedInstant(report.created_at), report.created_by)}
              </p>
            </div>
            <Button
              size="small"
              aria-label={words.againOf(report.name)}
              onClick={() => setAsked(report)}
            >
              {words.again}
            </Button>
          </li>
        ))}
      </ul>
      {list.hasNextPage ? (
        <Button size="small" onClick={() => void list.fetchNextPage()}>
          {t.common.more}
        </Button>
      ) : null}
      {asked === null ? null : (
        <Dialog open wide onOpenChange={() => setAsked(null)} title={words.againTitle(asked.name)}>
          <ReportAgainView id={asked.id} />
        </Dialog>
      )}
    </Card>
  );
}
