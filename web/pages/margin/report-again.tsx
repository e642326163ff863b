import { useQuery } from "@tanstack/react-query";
import type { ReportDifference } from "../../../api/contract/reports.ts";
import { reportAgainQuery } from "../../client/month-queries.ts";
import { formatMonth } from "../../format/month.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

/** A kept report asked again: every figure that is different, and what was written since. */
export function ReportAgainView({ id }: { id: string }) {
  const t = useMessages();
  const words = t.margin;
  const format = useFormat();
  const again = useQuery(reportAgainQuery(id));
  if (again.error !== null) {
    return <ErrorState error={again.error} onRetry={() => void again.refetch()} />;
  }
  if (again.data === undefined) return <Skeleton className="h-40 w-full" />;
  const { same, differences, since } = again.data;
  const months = (list: readonly string[]) =>
    list.length === 0
      ? t.common.none
      : list.map((month) => formatMonth(format.locale, month)).join(", ");
  return (
    <div className="space-y-4">
      <Notice tone={same ? "ok" : "warn"}>
        {same ? words.same : words.different(differences.length, format.count(differences.length))}
      </Notice>
      {same ? null : (
        <DataTable
          caption={words.differencesCaption}
          rows={differences}
          rowKey={({ where, name, field }) => `${where} ${name} ${field}`}
          columns={[
            {
              id: "figure",
              header: words.figure,
              rowHeader: true,
              cell: ({ where, name, field }: ReportDifference) => (
                <span className="whitespace-normal">
                  {words.places[where]} {name} <span className="text-muted">{field}</span>
                </span>
              ),
            },
            {
              id: "before",
              header: words.before,
              align: "right",
              cell: ({ before }) => before ?? words.absent,
            },
            {
              id: "after",
              header: words.after,
              align: "right",
              cell: ({ after }) => after ?? words.absent,
            },
          ]}
        />
      )}
      <h3 className="text-[13px] font-semibold">{words.since}</h3>
      <Facts
        rows={[
          {
            id: "entries",
            label: words.sinceEntries,
            value: format.count(since.revenue_entries),
          },
          { id: "rates", label: words.sinceRates, value: format.count(since.rates) },
          { id: "rerates", label: words.sinceRerates, value: format.count(since.rerates.length) },
          { id: "closed", label: words.sinceClosed, value: months(since.months_closed) },
          { id: "reopened", label: words.sinceReopened, value: months(since.months_reopened) },
        ]}
      />
    </div>
  );
}
