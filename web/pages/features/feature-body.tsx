import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { summaryQuery, timeseriesQuery } from "../../client/analytics-queries.ts";
import { economicsTotalsQuery } from "../../client/economics-queries.ts";
import { failedQueries } from "../../client/failed-queries.ts";
import { revenueConnectedQuery } from "../../client/feature-queries.ts";
import { isZero } from "../../format/money.ts";
import { useShortcuts } from "../../frame/use-shortcuts.ts";
import { seriesWithoutRevenue, withoutRevenue } from "../../series/known-revenue.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { filtersBeside, readFeatureSearch } from "../../view/feature-search.ts";
import { OtherCurrencies } from "../../ui/other-currencies.tsx";
import { asChoice } from "../../view/time-range.ts";
import { useViewSearch } from "../../view/use-view-search.ts";
import { formatFilter } from "../../view/view-search.ts";
import type { View } from "../../view/view.ts";
import { SeriesFigure } from "../overview/series-figure.tsx";
import { EmptyFeature } from "./empty-feature.tsx";
import { FeatureTabs } from "./feature-tabs.tsx";
import { FeatureVerdict } from "./feature-verdict.tsx";
import { UnitCards } from "./unit-cards.tsx";
import type { useChangeFeature } from "./use-change-feature.ts";
import { WaterfallFigure } from "./waterfall-figure.tsx";

interface FeatureBodyProps {
  readonly name: string;
  /** Of the feature alone. */
  readonly view: View;
  readonly change: ReturnType<typeof useChangeFeature>;
}

/** The figures of one feature, from the sentence down to its clips. */
export function FeatureBody({ name, view, change }: FeatureBodyProps) {
  const navigate = useNavigate();
  const viewSearch = useViewSearch();
  const search = readFeatureSearch(useSearch({ from: "/app/features/$name" }));
  const asTable = search.t === "1";
  const recorded = useQuery(revenueConnectedQuery);
  const connected = recorded.data ?? null;
  const summary = useQuery(summaryQuery(view));
  const all = useQuery(summaryQuery({ ...view, compare: "none", filters: filtersBeside(view) }));
  const ledger = useQuery(economicsTotalsQuery(view));
  const timeseries = useQuery({
    ...timeseriesQuery(view, null),
    ...(connected === false ? { select: seriesWithoutRevenue } : {}),
  });
  const known = useMemo(() => {
    if (summary.data === undefined || connected === null) return undefined;
    if (connected) return summary.data;
    const { totals, previous } = summary.data;
    return {
      ...summary.data,
      totals: withoutRevenue(totals),
      previous: previous === null ? null : { ...previous, totals: withoutRevenue(previous.totals) },
    };
  }, [connected, summary.data]);
  useShortcuts(
    useMemo(() => ({ t: () => change({ t: asTable ? undefined : "1" }) }), [asTable, change]),
  );
  const refreshing = summary.isPlaceholderData;
  const isEmpty =
    known !== undefined && known.totals.generations === 0 && isZero(known.totals.revenue ?? "0");
  const failed = failedQueries([summary, recorded], [all, ledger, timeseries]);
  if (failed !== null) {
    return (
      <Card>
        <ErrorState error={failed.error} minHeight={320} onRetry={failed.retry} />
      </Card>
    );
  }
  if (isEmpty) return <EmptyFeature name={name} view={view} change={change} />;
  return (
    <div className="space-y-5">
      <FeatureVerdict summary={known} all={all.data} view={view} busy={refreshing} />
      <p className="text-[13px] empty:hidden">
        <OtherCurrencies amounts={known?.other_currencies} />
      </p>
      <UnitCards summary={known} ledger={ledger} view={view} busy={refreshing} />
      <div className="grid gap-5 xl:grid-cols-12">
        <WaterfallFigure summary={known} view={view} refreshing={refreshing} />
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
          selects="clips"
          onSelect={(point) => {
            const bucket = { fromMs: Date.parse(point.start), toMs: Date.parse(point.end) };
            const { from, to } = asChoice(bucket, view.timeZone);
            void navigate({
              to: "/generations",
              search: {
                ...viewSearch,
                range: "custom",
                ...(from === null ? {} : { from }),
                ...(to === null ? {} : { to }),
                f: view.filters.map(formatFilter),
              },
            });
          }}
        />
      </div>
      <FeatureTabs
        tab={search.tab ?? "cost"}
        asTable={asTable}
        view={view}
        totals={known?.totals}
        onTab={(tab) => change({ tab: tab === "cost" ? undefined : tab })}
        onTable={(on) => change({ t: on ? "1" : undefined })}
      />
    </div>
  );
}
