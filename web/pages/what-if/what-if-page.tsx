import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { FlaskConical, RotateCcw } from "lucide-react";
import { useCallback, useEffect, useMemo } from "react";
import { cubeQuery } from "../../client/what-if-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { whatIfCube } from "../../series/what-if-cube.ts";
import { recordedOf } from "../../series/what-if-recorded.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { FilterChips } from "../../view-bar/filter-chips.tsx";
import { ViewBar } from "../../view-bar/view-bar.tsx";
import { useView } from "../../view/use-view.ts";
import { readViewSearch } from "../../view/view-search.ts";
import type { ViewChange } from "../../view/use-change-view.ts";
import { stringifySearch } from "../../view/url-codec.ts";
import { keepWhatIfAddress } from "../../view/what-if-address.ts";
import { readWhatIfSearch } from "../../view/what-if-search.ts";
import { BookSwitch } from "../economics/book-switch.tsx";
import type { WhatIfChange } from "./change-lever.ts";
import { Levers } from "./levers.tsx";
import { ScenarioResult } from "./scenario-result.tsx";

const MIN_HEIGHT = 480;

/** What a launch or another limit, price or model would come to, from what was recorded. */
export function WhatIfPage() {
  const t = useMessages();
  const words = t.whatIf;
  const format = useFormat();
  const navigate = useNavigate();
  const view = useView();
  const asked = useSearch({ from: "/app/what-if" });
  const search = useMemo(() => readWhatIfSearch({ ...keepWhatIfAddress(asked) }), [asked]);
  // What makes no sense leaves the address, as on every other page.
  const isSound = spelling({ ...search }) === spelling({ ...keepWhatIfAddress(asked) });
  useEffect(() => {
    if (isSound) return;
    void navigate({
      to: "/what-if",
      search: (previous) => ({ ...readViewSearch({ ...previous }), ...search }),
      replace: true,
      resetScroll: false,
    });
  }, [isSound, navigate, search]);
  const change = useCallback(
    (next: WhatIfChange | ViewChange) =>
      void navigate({
        to: "/what-if",
        search: (previous) =>
          Object.fromEntries(
            Object.entries({ ...previous, ...next }).filter(([, value]) => value !== undefined),
          ) as typeof previous,
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  const answer = useQuery(cubeQuery(view, search.book ?? null));
  const cube = useMemo(
    () => (answer.data === undefined ? null : whatIfCube(answer.data)),
    [answer.data],
  );
  const recorded = useMemo(() => (cube === null ? null : recordedOf(cube)), [cube]);
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        actions={<ViewBar view={view} change={change} withCompare={false} />}
      />
      <FilterChips view={view} change={change} />
      <div className="mb-4 flex flex-wrap items-center gap-3 text-[13px] text-muted">
        <Badge tone="info">{words.simulation}</Badge>
        <span className="min-w-0 basis-full sm:flex-1 sm:basis-0">{words.simulationNote}</span>
        <Button
          size="small"
          onClick={() =>
            void navigate({
              to: "/what-if",
              search: (previous) => readViewSearch(previous as never),
            })
          }
        >
          <RotateCcw size={14} aria-hidden="true" />
          {words.resetAll}
        </Button>
      </div>
      {answer.data === undefined && answer.error !== null ? (
        <Card>
          <ErrorState
            error={answer.error}
            minHeight={MIN_HEIGHT}
            onRetry={() => void answer.refetch()}
          />
        </Card>
      ) : null}
      {answer.data === undefined && answer.error === null ? <Loading /> : null}
      {answer.data !== undefined && cube !== null && recorded !== null ? (
        recorded.clip === null ? (
          <Card>
            <EmptyState
              icon={FlaskConical}
              title={recorded.clips === 0 ? words.empty : words.noCost}
            >
              {recorded.clips === 0 ? words.emptyLead : words.noCostLead}
            </EmptyState>
          </Card>
        ) : (
          <>
            {answer.data.clips_left_out === 0 ? null : (
              <div className="mb-4">
                <Notice tone="warn">
                  {words.leftOutCells(format.count(answer.data.clips_left_out))}
                </Notice>
              </div>
            )}
            <div
              className={`grid items-start gap-5 lg:grid-cols-[320px_minmax(0,1fr)] ${answer.isPlaceholderData ? "opacity-60" : ""}`}
              aria-busy={answer.isPlaceholderData}
            >
              <div className="space-y-3">
                <p className="text-[13px] text-muted">
                  {words.baseline(
                    format.decimal(answer.data.days.toFixed(1)),
                    format.count(answer.data.clips),
                  )}
                </p>
                <BookSwitch
                  value={search.book ?? null}
                  onChange={(book) => change({ book: book ?? undefined })}
                />
                <Levers
                  search={search}
                  recorded={recorded}
                  currency={cube.currency}
                  rates={cube.rates}
                  change={change}
                />
              </div>
              <ScenarioResult
                cube={cube}
                recorded={recorded}
                search={search}
                revenueKnown={answer.data.revenue !== null}
                change={change}
              />
            </div>
          </>
        )
      ) : null}
    </>
  );
}

/** The same for the same levers in any order. */
function spelling(search: Record<string, unknown>): string {
  return stringifySearch(
    Object.fromEntries(Object.entries(search).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  );
}

function Loading() {
  return (
    <div className="grid gap-5 lg:grid-cols-[320px_minmax(0,1fr)]">
      <Skeleton className="h-120" />
      <div className="space-y-5">
        <Skeleton className="h-28" />
        <Skeleton className="h-72" />
      </div>
    </div>
  );
}
