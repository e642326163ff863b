import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { carriesRevenue } from "../../../domain/dimensions.ts";
import {
  breakdownQuery,
  changesQuery,
  summaryQuery,
  timeseriesQuery,
} from "../../client/analytics-queries.ts";
import { useShortcuts } from "../../frame/use-shortcuts.ts";
import { isZero } from "../../format/money.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { marginRows } from "../../series/margin-rows.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { FilterChips } from "../../view-bar/filter-chips.tsx";
import { ViewBar } from "../../view-bar/view-bar.tsx";
import { asChoice } from "../../view/time-range.ts";
import { useChangeView } from "../../view/use-change-view.ts";
import { useView } from "../../view/use-view.ts";
import type { Dimension } from "../../view/view-search.ts";
import { BreakdownCard } from "./breakdown-card.tsx";
import { ChangesCard } from "./changes-card.tsx";
import { DimensionSwitch } from "./dimension-switch.tsx";
import { EmptyOverview } from "./empty-overview.tsx";
import { MarginFigure } from "./margin-figure.tsx";
import { SeriesFigure } from "./series-figure.tsx";
import { SummaryCards } from "./summary-cards.tsx";
import { TrustStrip } from "./trust-strip.tsx";
import { Verdict } from "./verdict-line.tsx";

/** Do we make money on video, and where do we lose it? */
export function OverviewPage() {
  const t = useMessages();
  const view = useView();
  const change = useChangeView("/");
  const navigate = useNavigate();
  const search = useSearch({ from: "/app/" });
  const by: Dimension = search.by ?? "feature";
  const asTable = search.t === "1";
  const summary = useQuery(summaryQuery(view));
  const timeseries = useQuery(timeseriesQuery(view, null));
  const breakdown = useQuery(breakdownQuery(view, by));
  const changes = useQuery(changesQuery(view, by));
  const trends = useQuery({ ...timeseriesQuery(view, by), placeholderData: keepPreviousData });
  const shortcuts = useMemo(
    () => ({ t: () => change({ t: asTable ? undefined : "1" }) }),
    [asTable, change],
  );
  useShortcuts(shortcuts);

  const rows = useMemo(() => {
    const answer = breakdown.data;
    if (answer === undefined || summary.data === undefined || answer.by[0] !== by) return null;
    return marginRows(answer.data, summary.data.totals, by, answer.next_cursor !== null);
  }, [breakdown.data, by, summary.data]);
  const isEmpty =
    summary.data !== undefined &&
    summary.data.totals.generations === 0 &&
    isZero(summary.data.totals.revenue ?? "0");

  return (
    <>
      <PageHeader
        title={t.overview.title}
        actions={
          <>
            <ViewBar view={view} change={change} withCompare />
            <DimensionSwitch
              value={by}
              onChange={(next) => change({ by: next === "feature" ? undefined : next })}
            />
          </>
        }
      />
      <FilterChips view={view} change={change} />
      <div className="space-y-5">
        {summary.error !== null && summary.data === undefined ? (
          <Card>
            <ErrorState
              error={summary.error}
              minHeight={260}
              onRetry={() => void summary.refetch()}
            />
          </Card>
        ) : (
          <>
            <Verdict
              summary={summary.data}
              view={view}
              rows={carriesRevenue(by) ? rows : null}
              changes={view.compare === "none" ? undefined : changes.data}
              refreshing={summary.isPlaceholderData}
            />
            <TrustStrip
              summary={summary.data}
              view={view}
              features={by === "feature" ? breakdown.data : undefined}
            />
            {isEmpty ? (
              <EmptyOverview view={view} change={change} />
            ) : (
              <SummaryCards
                summary={summary.data}
                view={view}
                refreshing={summary.isPlaceholderData}
              />
            )}
          </>
        )}
        {isEmpty ? null : (
          <>
            <div className="grid gap-5 xl:grid-cols-12">
              <SeriesFigure
                query={timeseries}
                view={view}
                asTable={asTable}
                scale={search.scale ?? null}
                onScale={(scale) => change({ scale })}
                onTable={(on) => change({ t: on ? "1" : undefined })}
                onZoom={(first, last) => {
                  const range = {
                    fromMs: Math.max(Date.parse(first.start), view.fromMs),
                    toMs: Math.min(Date.parse(last.end), view.toMs),
                  };
                  const { from, to } = asChoice(range, view.timeZone);
                  change({ range: "custom", from: from ?? undefined, to: to ?? undefined });
                }}
                selects={view.interval === "hour" ? "clips" : "period"}
                onSelect={(point) => {
                  const bucket = { fromMs: Date.parse(point.start), toMs: Date.parse(point.end) };
                  const { from, to } = asChoice(bucket, view.timeZone);
                  // A day asks why it was so; an hour is small enough for its clips.
                  if (view.interval !== "hour") {
                    return change({
                      range: "custom",
                      from: from ?? undefined,
                      to: to ?? undefined,
                      cmp: view.compare === "none" ? "previous" : view.compare,
                      g: undefined,
                    });
                  }
                  void navigate({
                    to: "/generations",
                    search: {
                      range: "custom",
                      ...(from === null ? {} : { from }),
                      ...(to === null ? {} : { to }),
                      ...(search.tz === undefined ? {} : { tz: search.tz }),
                      ...(search.f === undefined ? {} : { f: search.f }),
                    },
                  });
                }}
              />
              <MarginFigure
                query={breakdown}
                rows={rows}
                by={by}
                view={view}
                currency={summary.data?.currency ?? "USD"}
              />
            </div>
            <ChangesCard query={changes} by={by} view={view} />
            <BreakdownCard
              query={breakdown}
              trends={trends.data}
              summary={summary.data}
              by={by}
              view={view}
            />
          </>
        )}
      </div>
    </>
  );
}
