import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import type {
  BreakdownAnswer,
  SummaryAnswer,
  TimeseriesAnswer,
} from "../../../api/contract/analytics.ts";
import { carriesRevenue } from "../../../domain/dimensions.ts";
import { figureStatus } from "../../charts/figure.tsx";
import { BREAKDOWN_ROWS, wholeBreakdown, wholeSummary } from "../../client/analytics-queries.ts";
import { DownloadMenu } from "../../download/download-menu.tsx";
import { originOf } from "../../download/figure-origin.ts";
import { toPixelValue } from "../../format/money.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { Dimension } from "../../view/view-search.ts";
import type { View } from "../../view/view.ts";
import { breakdownColumns } from "./breakdown-columns.tsx";
import { breakdownCsv } from "./breakdown-csv.ts";
import { BreakdownTotals } from "./breakdown-totals.tsx";

interface BreakdownCardProps {
  readonly query: UseQueryResult<BreakdownAnswer>;
  readonly trends: TimeseriesAnswer | undefined;
  readonly summary: SummaryAnswer | undefined;
  readonly by: Dimension;
  readonly view: View;
}

/** Every figure of every value of a dimension. */
export function BreakdownCard({ query, trends, summary, by, view }: BreakdownCardProps) {
  const t = useMessages();
  const format = useFormat();
  const status = figureStatus(query);
  const name = t.dimensions[by];
  const sparks = useMemo(() => {
    if (trends === undefined || trends.by !== by) return new Map<string, readonly number[]>();
    return new Map(
      trends.series.map((line) => [
        line.value ?? "",
        line.points.map((point) => toPixelValue(point.spend)),
      ]),
    );
  }, [by, trends]);
  const { data } = query;
  const isOther = data !== undefined && data.by[0] !== by;
  const moneyStyle = columnStyle(summary);
  const columns = breakdownColumns({
    by,
    filters: view.filters,
    currency: data?.currency ?? "USD",
    sparks,
    hasRevenue: carriesRevenue(by),
    moneyStyle,
    t,
    format,
  });
  return (
    <Card className="min-w-0 overflow-hidden pb-1">
      <div className="flex flex-wrap items-start justify-between gap-x-4 px-5 pt-5 pb-3">
        <h2 className="text-[15px] font-semibold tracking-tight">
          {t.overview.table.title(name.toLowerCase())}
        </h2>
        {data === undefined ? null : (
          <DownloadMenu
            title={t.overview.table.title(name.toLowerCase())}
            source={{
              origin: originOf(view, data.currency),
              table: async () => {
                const [rows, whole] = await Promise.all([
                  wholeBreakdown(view, by),
                  wholeSummary(view),
                ]);
                return breakdownCsv(rows, whole, by, t);
              },
            }}
          />
        )}
        {data !== undefined && data.next_cursor !== null ? (
          <p className="basis-full text-[13px] text-muted">
            {t.overview.table.shown(format.count(BREAKDOWN_ROWS))}
          </p>
        ) : null}
      </div>
      {status.kind === "error" ? (
        <ErrorState error={status.error} onRetry={status.onRetry} />
      ) : null}
      {status.kind === "loading" || (isOther && status.kind === "ready") ? <LoadingRows /> : null}
      {status.kind === "ready" && data !== undefined && !isOther ? (
        <DataTable
          caption={t.overview.table.title(name.toLowerCase())}
          columns={columns}
          rows={data.data}
          rowKey={(row) => row.values[by] ?? ""}
          busy={status.refreshing}
          footer={
            summary === undefined ? undefined : (
              <BreakdownTotals
                totals={summary.totals}
                currency={summary.currency}
                hasRevenue={carriesRevenue(by)}
                moneyStyle={moneyStyle}
              />
            )
          }
        />
      ) : null}
    </Card>
  );
}

const CENTS_UP_TO = 100_000;

/** One precision for every money column, so that the digits line up. */
function columnStyle(summary: SummaryAnswer | undefined): "plain" | "whole" {
  if (summary === undefined) return "plain";
  const { spend, revenue } = summary.totals;
  const largest = Math.max(
    ...[spend, revenue ?? "0"].map((decimal) => Math.abs(toPixelValue(decimal))),
  );
  return largest >= CENTS_UP_TO ? "whole" : "plain";
}

function LoadingRows() {
  return (
    <div className="space-y-4 px-5 py-4" aria-busy="true">
      {["a", "b", "c", "d", "e"].map((row) => (
        <Skeleton key={row} className="h-5 w-full" />
      ))}
    </div>
  );
}
