import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { ArrowLeft, Printer } from "lucide-react";
import { useLayoutEffect, useMemo } from "react";
import { carriesRevenue } from "../../../domain/dimensions.ts";
import {
  breakdownQuery,
  changesQuery,
  summaryQuery,
  timeseriesQuery,
} from "../../client/analytics-queries.ts";
import { meQuery } from "../../client/session-queries.ts";
import { applyTheme, THEMES } from "../../frame/theme.ts";
import { readPreference } from "../../frame/use-preference.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { marginRows } from "../../series/margin-rows.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useView } from "../../view/use-view.ts";
import type { Dimension } from "../../view/view-search.ts";
import { TrustStrip } from "../overview/trust-strip.tsx";
import { Verdict } from "../overview/verdict-line.tsx";
import { PrintBreakdown } from "./print-breakdown.tsx";
import { PrintChanges } from "./print-changes.tsx";
import { PrintHeader } from "./print-header.tsx";
import { PrintSeries } from "./print-series.tsx";
import { PrintTotals } from "./print-totals.tsx";

/** The overview as a sheet of paper: one column of 680 pixels, light, each drawing followed by its table. */
export function PrintOverviewPage() {
  const t = useMessages();
  const view = useView();
  const search = useSearch({ from: "/app/print/overview" });
  const by: Dimension = search.by ?? "feature";
  const { data: me } = useSuspenseQuery(meQuery);
  useLightPaper();
  // A sheet says when it was made; it does not move under the reader.
  const once = { refetchInterval: false, staleTime: Number.POSITIVE_INFINITY } as const;
  const summary = useQuery({ ...summaryQuery(view), ...once });
  const timeseries = useQuery({ ...timeseriesQuery(view, null), ...once });
  const breakdown = useQuery({ ...breakdownQuery(view, by), ...once });
  const changes = useQuery({ ...changesQuery(view, by), ...once });
  const rows = useMemo(() => {
    if (breakdown.data === undefined || summary.data === undefined) return null;
    const { data, next_cursor: next } = breakdown.data;
    return marginRows(data, summary.data.totals, by, next !== null);
  }, [breakdown.data, by, summary.data]);
  const queries = [summary, timeseries, changes, breakdown];
  const failed = queries.filter((query) => query.error !== null);
  const error = failed[0]?.error ?? null;
  const isReady = queries.every((query) => query.data !== undefined);
  return (
    <main className="min-h-screen bg-card px-4 py-6 text-text print:p-0 [&_td]:py-1 [&_tbody_th]:py-1">
      <div className="mx-auto max-w-[680px] space-y-6">
        <div className="flex justify-between gap-2 print:hidden">
          <Link to="/" search={search} className={buttonClass({ variant: "quiet" })}>
            <ArrowLeft size={14} aria-hidden="true" />
            {t.print.back}
          </Link>
          <Button variant="primary" disabled={!isReady} onClick={() => window.print()}>
            <Printer size={14} aria-hidden="true" />
            {t.print.do}
          </Button>
        </div>
        <PrintHeader summary={summary.data} view={view} workspace={me.workspace.name} />
        {error === null ? null : (
          <ErrorState
            error={error}
            minHeight={200}
            onRetry={() => {
              for (const query of failed) void query.refetch();
            }}
          />
        )}
        {summary.data === undefined ? (
          <Waiting query={summary} />
        ) : (
          <>
            <Verdict
              summary={summary.data}
              view={view}
              rows={carriesRevenue(by) ? rows : null}
              changes={view.compare === "none" ? undefined : changes.data}
              refreshing={false}
            />
            <TrustStrip
              summary={summary.data}
              view={{ ...view, isLive: false }}
              features={by === "feature" ? breakdown.data : undefined}
            />
            <PrintTotals summary={summary.data} />
          </>
        )}
        {timeseries.data === undefined ? (
          <Waiting query={timeseries} />
        ) : (
          <PrintSeries answer={timeseries.data} view={view} scale={search.scale ?? null} />
        )}
        {changes.data === undefined ? (
          <Waiting query={changes} />
        ) : (
          <PrintChanges answer={changes.data} view={view} />
        )}
        {breakdown.data === undefined || summary.data === undefined ? (
          <Waiting query={breakdown.data === undefined ? breakdown : summary} />
        ) : (
          <PrintBreakdown
            answer={breakdown.data}
            totals={summary.data.totals}
            by={by}
            view={view}
          />
        )}
      </div>
    </main>
  );
}

/** The place of what is on its way; what failed is said once for all. */
function Waiting({ query }: { readonly query: { readonly error: Error | null } }) {
  return query.error === null ? <Skeleton className="h-64 w-full" /> : null;
}

/** Paper is white, whatever the screen is; the reader's colours come back with the next page. */
function useLightPaper(): void {
  useLayoutEffect(() => {
    applyTheme("light");
    return () => applyTheme(THEMES.find((theme) => theme === readPreference("theme")) ?? "system");
  }, []);
}
