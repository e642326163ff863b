import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { Layers } from "lucide-react";
import { useMemo } from "react";
import { summaryQuery } from "../../client/analytics-queries.ts";
import {
  featuresQuery,
  featureTrendsQuery,
  revenueConnectedQuery,
  worstFeatureQuery,
} from "../../client/feature-queries.ts";
import { failedQueries } from "../../client/failed-queries.ts";
import { toPixelValue } from "../../format/money.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { withoutRevenue } from "../../series/known-revenue.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { OtherCurrencies } from "../../ui/other-currencies.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { FilterChips } from "../../view-bar/filter-chips.tsx";
import { ViewBar } from "../../view-bar/view-bar.tsx";
import { DEFAULT_ORDER, orderAfter, readFeaturesSearch } from "../../view/features-search.ts";
import { useView } from "../../view/use-view.ts";
import { useViewSearch } from "../../view/use-view-search.ts";
import type { FilterName } from "../../view/view-search.ts";
import { EmptyOverview } from "../overview/empty-overview.tsx";
import { featureColumns } from "./feature-columns.tsx";
import { FeaturesVerdict } from "./features-verdict.tsx";
import { useChangeFeatures } from "./use-change-feature.ts";

const BY_FEATURE: readonly FilterName[] = ["feature"];
const BY_SURFACE: readonly FilterName[] = ["feature", "surface"];

/** Which feature loses how much, and which one earns. */
export function FeaturesPage() {
  const t = useMessages();
  const words = t.features;
  const format = useFormat();
  const view = useView();
  const search = useViewSearch();
  const change = useChangeFeatures();
  const { sort: order = DEFAULT_ORDER, rows } = readFeaturesSearch(
    useSearch({ from: "/app/features" }),
  );
  const by = rows === "surface" ? BY_SURFACE : BY_FEATURE;
  const recorded = useQuery(revenueConnectedQuery);
  const connected = recorded.data ?? null;
  const summary = useQuery(summaryQuery({ ...view, compare: "none" }));
  const worst = useQuery(worstFeatureQuery(view));
  const list = useInfiniteQuery(featuresQuery(view, by, order));
  const trends = useQuery(featureTrendsQuery(view, by)).data;
  const sparks = useMemo(
    () =>
      new Map(
        (trends?.series ?? []).map((line) => [
          JSON.stringify(line.values),
          line.points.map((point) => toPixelValue(point.spend)),
        ]),
      ),
    [trends],
  );
  const failed = failedQueries([summary, worst, recorded]);
  const listFailed = failedQueries([list, recorded]);
  const shown = {
    ...list,
    error: listFailed?.error ?? null,
    refetch: () => listFailed?.retry(),
    data:
      list.data === undefined || connected === null
        ? undefined
        : {
            pages: list.data.pages.map((page) => ({
              data: connected ? page.data : page.data.map(withoutRevenue),
            })),
          },
  };
  const isEmpty = list.data !== undefined && list.data.pages[0]?.data.length === 0;
  return (
    <>
      <PageHeader
        title={words.title}
        lead={
          <>
            {words.lead}{" "}
            <Link to="/economics" search={search} className="text-link underline">
              {words.recognised}
            </Link>
          </>
        }
        actions={<ViewBar view={view} change={change} />}
      />
      <FilterChips view={view} change={change} />
      <div className="space-y-5">
        {failed !== null ? (
          <Card>
            <ErrorState error={failed.error} minHeight={84} onRetry={failed.retry} />
          </Card>
        ) : isEmpty ? null : (
          <FeaturesVerdict
            summary={summary.data}
            worst={worst.data}
            connected={connected}
            busy={summary.isPlaceholderData || worst.isPlaceholderData}
          />
        )}
        {isEmpty ? null : (
          <p className="text-[13px] empty:hidden">
            <OtherCurrencies amounts={summary.data?.other_currencies} />
          </p>
        )}
        {connected === false ? (
          <Notice tone="info">
            {words.notConnectedLead}{" "}
            <Link to="/revenue" className="font-medium text-link hover:underline">
              {words.connect}
            </Link>
          </Notice>
        ) : null}
        {isEmpty ? (
          <EmptyOverview view={view} change={change} />
        ) : (
          <div>
            <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
              <Segmented
                label={words.rows}
                value={rows ?? "feature"}
                onChange={(next) => change({ rows: next === "surface" ? next : undefined })}
                choices={[
                  { value: "feature", label: words.byFeature },
                  { value: "surface", label: words.bySurface },
                ]}
              />
            </div>
            <ListCard
              list={shown}
              caption={rows === "surface" ? words.captionSurfaces : words.caption}
              columns={featureColumns({
                by,
                order,
                onSort: (column) => {
                  const next = orderAfter(order, column);
                  change({ sort: next === DEFAULT_ORDER ? undefined : next });
                },
                currency: list.data?.pages[0]?.currency ?? "USD",
                filters: view.filters,
                connected: connected !== false,
                sparks,
                t,
                format,
              })}
              rowKey={(row) => JSON.stringify(by.map((name) => row.values[name] ?? ""))}
              busy={list.isPlaceholderData}
              minHeight={360}
              empty={{ icon: Layers, title: words.feature.none, lead: words.feature.noneLead }}
            />
          </div>
        )}
      </div>
    </>
  );
}
