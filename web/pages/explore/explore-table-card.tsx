import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { TableProperties } from "lucide-react";
import { carriesRevenue } from "../../../domain/dimensions.ts";
import { summaryQuery } from "../../client/analytics-queries.ts";
import { exploreTableQuery } from "../../client/explore-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { needsRevenue } from "../../series/measure.ts";
import { ListCard } from "../../ui/list-card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { dimensionsOf, type ExploreSearch } from "../../view/explore-search.ts";
import { useViewSearch } from "../../view/use-view-search.ts";
import type { View } from "../../view/view.ts";
import { exploreColumns } from "./explore-columns.tsx";
import type { ExploreChange } from "./use-change-explore.ts";

interface ExploreTableCardProps {
  readonly search: ExploreSearch;
  readonly view: View;
  readonly caption: string;
  readonly onChange: (change: ExploreChange) => void;
}

/** Every value of what is asked, a page at a time. A value narrows the question to itself. */
export function ExploreTableCard({ search, view, caption, onChange }: ExploreTableCardProps) {
  const t = useMessages();
  const format = useFormat();
  const viewSearch = useViewSearch();
  const list = useInfiniteQuery(exploreTableQuery(view, search));
  const summary = useQuery(summaryQuery(view));
  const first = list.data?.pages[0];
  // While another split is being loaded the old rows are of the old one.
  const dimensions = dimensionsOf(search).filter((name) => first?.by.includes(name) ?? true);
  const asksRevenue = needsRevenue(search.m ?? "spend");
  const isKnown = [...dimensionsOf(search), ...view.filters.map(({ name }) => name)].every((name) =>
    carriesRevenue(name),
  );
  const shown = list.data?.pages.reduce((sum, page) => sum + page.data.length, 0) ?? 0;
  return (
    <section className="space-y-3">
      <h2 className="flex flex-wrap items-baseline gap-x-3 text-[15px] font-semibold tracking-tight">
        {t.explore.tableTitle}
        {first === undefined ? null : (
          <span className="text-[13px] font-normal text-muted">
            {t.explore.shown(format.count(shown), format.count(first.values_in_all))}
          </span>
        )}
      </h2>
      {asksRevenue && !isKnown ? <Notice tone="info">{t.explore.unknownRevenue}</Notice> : null}
      <ListCard
        list={list}
        caption={caption}
        columns={exploreColumns({
          measure: search.m ?? "spend",
          dimensions,
          filters: view.filters,
          search: viewSearch,
          currency: first?.currency ?? "USD",
          totals: summary.data?.totals,
          hasPrevious: first !== undefined && first.previous !== null,
          onNarrow: (f) => onChange({ f, by: undefined, by2: undefined }),
          t,
          format,
        })}
        rowKey={(row) => JSON.stringify(row.values)}
        empty={{
          icon: TableProperties,
          title: view.filters.length > 0 ? t.overview.empty.filtered : t.overview.empty.title,
          lead: t.explore.emptyLead,
        }}
        busy={list.isPlaceholderData}
      />
    </section>
  );
}
