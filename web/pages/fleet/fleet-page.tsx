import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Cpu } from "lucide-react";
import { fleetQuery, fleetSeriesQuery } from "../../client/fleet-queries.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ViewBar } from "../../view-bar/view-bar.tsx";
import type { FleetSearch } from "../../view/fleet-search.ts";
import { keepView } from "../../view/keep-view.ts";
import { useChangeView } from "../../view/use-change-view.ts";
import { useView } from "../../view/use-view.ts";
import { FleetControls } from "./fleet-controls.tsx";
import { FleetFigure } from "./fleet-figure.tsx";
import { FleetTotals } from "./fleet-totals.tsx";
import { FleetUsers } from "./fleet-users.tsx";
import { FleetVersions } from "./fleet-versions.tsx";

/** What dedicated GPUs cost, used, failed and idle, and who used them. */
export function FleetPage() {
  const words = useMessages().fleet;
  const view = useView();
  const change = useChangeView("/upstreams/fleet");
  const navigate = useNavigate();
  const search = useSearch({ from: "/app/upstreams/fleet" });
  const { of = "feature", idle = "none" } = search;
  const report = useQuery(fleetQuery(view, of, idle));
  const series = useQuery(fleetSeriesQuery(view));
  const answer = report.data;
  const set = (next: FleetSearch): void =>
    void navigate({
      to: "/upstreams/fleet",
      search: (previous) => ({ ...keepView(previous), ...next }),
      replace: true,
      resetScroll: false,
    });
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        actions={<ViewBar view={view} change={change} withFilters={false} />}
      />
      <div className="space-y-5" aria-busy={report.isFetching}>
        {answer === undefined && report.error !== null ? (
          <Card>
            <ErrorState
              error={report.error}
              minHeight={280}
              onRetry={() => void report.refetch()}
            />
          </Card>
        ) : null}
        {answer === undefined && report.error === null ? (
          <Skeleton className="h-72 w-full" />
        ) : null}
        {answer !== undefined && answer.upstreams.length === 0 ? (
          <Card>
            <EmptyState
              icon={Cpu}
              title={words.empty}
              minHeight={280}
              action={
                <Link to="/upstreams" search={keepView(search)} className={buttonClass()}>
                  {words.toUpstreams}
                </Link>
              }
            >
              {words.emptyLead}
            </EmptyState>
          </Card>
        ) : null}
        {answer !== undefined && answer.upstreams.length > 0 ? (
          <>
            <FleetTotals answer={answer} />
            <FleetFigure series={series} />
            <FleetControls
              by={of}
              rule={idle}
              onChange={(by, rule) =>
                set({
                  ...(by === "feature" ? {} : { of: by }),
                  ...(rule === "none" ? {} : { idle: rule }),
                })
              }
            />
            <FleetUsers answer={answer} by={of} busy={report.isPlaceholderData} />
            <FleetVersions answer={answer} />
          </>
        ) : null}
      </div>
    </>
  );
}
