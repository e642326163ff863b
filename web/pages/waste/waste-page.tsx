import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { WASTE_CAUSES } from "../../../domain/waste.ts";
import { summaryQuery } from "../../client/analytics-queries.ts";
import { wasteByQuery, wasteTrendQuery } from "../../client/explore-queries.ts";
import { useShortcuts } from "../../frame/use-shortcuts.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { FilterChips } from "../../view-bar/filter-chips.tsx";
import { ViewBar } from "../../view-bar/view-bar.tsx";
import { localDate } from "../../view/time-range.ts";
import { useChangeView } from "../../view/use-change-view.ts";
import { useView } from "../../view/use-view.ts";
import { useViewSearch } from "../../view/use-view-search.ts";
import { withFilter, type Filter, type FilterName } from "../../view/view-search.ts";
import { readWasteSearch, type WasteSearch } from "../../view/waste-search.ts";
import { SeriesQuestionFigure } from "../explore/series-question-figure.tsx";
import { CauseCards } from "./cause-cards.tsx";
import { WasteTable } from "./waste-table.tsx";
import { WasteVerdict } from "./waste-verdict.tsx";

/** What was paid for nothing, why, and whose it is. */
export function WastePage() {
  const t = useMessages();
  const words = t.waste;
  const view = useView();
  const change = useChangeView("/waste");
  const navigate = useNavigate();
  const search = readWasteSearch(useSearch({ from: "/app/waste" }));
  const viewSearch = useViewSearch();
  const by: FilterName = search.by ?? "feature";
  const summary = useQuery(summaryQuery(view));
  const causes = useQuery(wasteByQuery(view, "waste"));
  const trend = useQuery(wasteTrendQuery(view, askedCauses(view.filters)));
  const set = useMemo(
    () => (next: { readonly [K in keyof WasteSearch]?: WasteSearch[K] | undefined }) =>
      void navigate({
        to: "/waste",
        search: (previous) =>
          Object.fromEntries(
            Object.entries({ ...previous, ...next }).filter(([, value]) => value !== undefined),
          ) as typeof previous,
        resetScroll: false,
      }),
    [navigate],
  );
  useShortcuts(
    useMemo(() => ({ t: () => set({ t: search.t === "1" ? undefined : "1" }) }), [search.t, set]),
  );
  const failed = [summary, causes].filter(
    (query) => query.data === undefined && query.error !== null,
  );
  const error = failed[0]?.error ?? null;
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        actions={<ViewBar view={view} change={change} />}
      />
      <FilterChips view={view} change={change} />
      <div className="space-y-5">
        {error === null ? (
          <>
            <WasteVerdict summary={summary.data} causes={causes.data} />
            <CauseCards
              causes={causes.data}
              summary={summary.data}
              view={view}
              busy={causes.isPlaceholderData || summary.isPlaceholderData}
            />
          </>
        ) : (
          <Card>
            <ErrorState
              error={error}
              minHeight={200}
              onRetry={() => {
                for (const query of failed) void query.refetch();
              }}
            />
          </Card>
        )}
        <SeriesQuestionFigure
          query={trend}
          title={words.trend}
          label={words.trend}
          subtitle={words.trendSubtitle(
            t.overview.series.intervals[trend.data?.interval ?? view.interval],
            view.timeZone,
          )}
          measure="waste"
          dimensions={["waste"]}
          shape="bars"
          cumulative={false}
          asTable={search.t === "1"}
          view={{ ...view, compare: "none" }}
          onTable={(on) => set({ t: on ? "1" : undefined })}
          onSelect={({ start, end }) =>
            void navigate({
              to: "/generations",
              search: {
                ...viewSearch,
                range: "custom",
                from: localDate(Date.parse(start), view.timeZone),
                to: localDate(Date.parse(end) - 1, view.timeZone),
                f: withFilter(view.filters, "waste", askedCauses(view.filters)),
              },
            })
          }
        />
        <WasteTable by={by} view={view} onBy={(next) => set({ by: next })} />
      </div>
    </>
  );
}

/** The causes that the filters ask for; all of them when they ask for none. */
function askedCauses(filters: readonly Filter[]): readonly string[] {
  const asked = filters.find(({ name }) => name === "waste")?.values ?? [];
  const causes = WASTE_CAUSES.filter((cause) => asked.includes(cause));
  return causes.length === 0 ? WASTE_CAUSES : causes;
}
