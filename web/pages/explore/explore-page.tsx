import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import {
  exploreSeriesQuery,
  rhythmQuestion,
  seriesQuestion,
  tableQuestion,
} from "../../client/explore-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useShortcuts } from "../../frame/use-shortcuts.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { FilterChips } from "../../view-bar/filter-chips.tsx";
import { ViewBar } from "../../view-bar/view-bar.tsx";
import {
  dimensionsOf,
  intervalOf,
  readExploreSearch,
  type ExploreSearch,
} from "../../view/explore-search.ts";
import { measuredFilters } from "../../view/drill-filters.ts";
import { localDate } from "../../view/time-range.ts";
import { useView } from "../../view/use-view.ts";
import { useViewSearch } from "../../view/use-view-search.ts";
import type { View } from "../../view/view.ts";
import { ExploreActions } from "./explore-actions.tsx";
import { ExploreControls } from "./explore-controls.tsx";
import { ExploreTableCard } from "./explore-table-card.tsx";
import { HeatFigure } from "./heat-figure.tsx";
import { questionSentence } from "./question-sentence.ts";
import { SeriesQuestionFigure } from "./series-question-figure.tsx";
import { useChangeExplore } from "./use-change-explore.ts";

/** Any figure by anything, over time or as a table, down to its clips. */
export function ExplorePage() {
  const t = useMessages();
  const format = useFormat();
  const view = useView();
  const search = readExploreSearch(useSearch({ from: "/app/explore" }));
  const change = useChangeExplore();
  const kind = search.kind ?? "line";
  const dimensions = dimensionsOf(search);
  const asTable = search.t === "1" || kind === "table";
  const sentence = questionSentence(search, view, t, format);
  useShortcuts(
    useMemo(
      () => ({ t: () => change({ t: search.t === "1" ? undefined : "1" }) }),
      [change, search.t],
    ),
  );
  const withSeries =
    kind === "line" || kind === "bars" || (kind === "table" && dimensions.length === 0);
  return (
    <>
      <PageHeader
        title={t.explore.title}
        actions={<ViewBar view={view} change={change} withCompare={kind !== "heat"} />}
      />
      <ExploreControls search={search} view={view} onChange={change} />
      <FilterChips view={view} change={change} />
      <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 text-[15px]">{sentence}</p>
        <ExploreActions {...takenAlong(search, view)} />
      </div>
      <div className="space-y-5">
        {kind === "heat" ? (
          <HeatFigure label={sentence} measure={search.m ?? "spend"} view={view} />
        ) : null}
        {withSeries ? (
          <OverTime search={search} view={view} title={sentence} asTable={asTable} />
        ) : null}
        {dimensions.length > 0 && kind !== "heat" ? (
          <ExploreTableCard
            search={search}
            view={view}
            caption={t.explore.caption(sentence)}
            onChange={change}
          />
        ) : null}
      </div>
    </>
  );
}

interface OverTimeProps {
  readonly search: ExploreSearch;
  readonly view: View;
  readonly title: string;
  readonly asTable: boolean;
}

function OverTime({ search, view, title, asTable }: OverTimeProps) {
  const t = useMessages();
  const navigate = useNavigate();
  const change = useChangeExplore();
  const viewSearch = useViewSearch();
  const query = useQuery(exploreSeriesQuery(view, search));
  const measure = search.m ?? "spend";
  return (
    <SeriesQuestionFigure
      query={query}
      title={t.explore.measures[measure]}
      subtitle={t.overview.series.subtitle(
        t.overview.series.intervals[query.data?.interval ?? intervalOf(search, view)],
        view.timeZone,
      )}
      label={title}
      measure={measure}
      dimensions={dimensionsOf(search)}
      shape={search.kind === "bars" ? "bars" : "line"}
      cumulative={search.cum === "1"}
      asTable={asTable}
      view={view}
      onTable={(on) => change({ t: on ? "1" : undefined })}
      onSelect={({ start, end }) => {
        const { f: _f, ...rest } = viewSearch;
        const f = measuredFilters(viewSearch.f ?? [], measure);
        void navigate({
          to: "/generations",
          search: {
            ...rest,
            range: "custom",
            from: localDate(Date.parse(start), view.timeZone),
            to: localDate(Date.parse(end) - 1, view.timeZone),
            ...(f.length === 0 ? {} : { f }),
          },
        });
      }}
    />
  );
}

/** The call behind what is shown, and the file that answers it. */
function takenAlong(search: ExploreSearch, view: View) {
  if (search.kind === "heat") return { question: rhythmQuestion(view), file: null };
  if (search.kind === "table" && search.by !== undefined) {
    return { question: tableQuestion(view, search), file: "breakdown" as const };
  }
  return { question: seriesQuestion(view, search), file: "timeseries" as const };
}
