import { useQuery } from "@tanstack/react-query";
import { CircleDollarSign } from "lucide-react";
import { Suspense, useMemo } from "react";
import { Figure, figureStatus } from "../../charts/figure.tsx";
import { clipCostsQuery } from "../../client/feature-queries.ts";
import { numberCell } from "../../download/figure-csv.ts";
import { originOf } from "../../download/figure-origin.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { costHistogram, type CostBar, type CostMark } from "../../series/cost-histogram.ts";
import { AwayPart } from "../../ui/away.tsx";
import { lazyPart } from "../../ui/lazy-part.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { CostBinsTable } from "./cost-bins-table.tsx";
import { CostMarks } from "./cost-marks.tsx";
import type { TabProps } from "./feature-tabs.tsx";
import { SplitCard } from "./split-card.tsx";

const CostHistogramChart = lazyPart(
  async () => (await import("../../charts/cost-histogram-chart.tsx")).CostHistogramChart,
  () => <AwayPart />,
);

const HEIGHT = 300;
const MARKS_HEIGHT = 84;
const KINDS = 20;

/** What single clips cost, and what they cost by model and resolution. */
export function CostTab({ view, totals, asTable, onTable }: TabProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.features.cost;
  const query = useQuery(clipCostsQuery(view));
  const { data } = query;
  const earned = totals?.revenue == null ? null : totals.revenue_per_generation;
  const histogram = useMemo(
    () => (data === undefined ? null : costHistogram(data, earned)),
    [data, earned],
  );
  const currency = data?.currency ?? "USD";
  const money = (amount: string) => format.money(amount, currency);
  const range = ({ from, to }: CostBar) => words.upTo(money(from), money(to));
  const markNames = {
    p50: words.half,
    p90: words.most,
    p99: words.nearlyAll,
    earned: words.earned,
  } as const;
  const arrows = { left: "← ", right: "→ " } as const;
  return (
    <div className="space-y-5">
      <Figure
        title={words.title}
        subtitle={data === undefined ? t.common.loading : words.subtitle(format.count(data.clips))}
        status={figureStatus(query)}
        height={HEIGHT + MARKS_HEIGHT}
        isTable={asTable}
        note={data === undefined || data.free === 0 ? null : words.free(format.count(data.free))}
        download={
          histogram === null
            ? null
            : {
                origin: originOf(view, currency),
                table: () => ({
                  names: [t.features.cost.range, t.download.end, words.clips, words.spend],
                  rows: histogram.bars.map((bar) => [
                    numberCell(bar.from),
                    numberCell(bar.to),
                    numberCell(bar.clips),
                    numberCell(bar.spend),
                  ]),
                }),
              }
        }
        tools={
          <Segmented
            label={t.shortcuts.table}
            value={asTable ? "table" : "chart"}
            onChange={(next) => onTable(next === "table")}
            choices={[
              { value: "chart", label: t.overview.asChart },
              { value: "table", label: t.overview.asTable },
            ]}
          />
        }
      >
        {data === undefined ? null : histogram === null ? (
          <EmptyState
            icon={CircleDollarSign}
            title={words.none}
            minHeight={HEIGHT + MARKS_HEIGHT}
          />
        ) : (
          <>
            <CostMarks answer={data} histogram={histogram} earned={earned} />
            {asTable ? (
              <CostBinsTable bars={histogram.bars} currency={currency} height={HEIGHT} />
            ) : (
              <Suspense fallback={<Skeleton className="h-[300px] w-full" />}>
                <CostHistogramChart
                  histogram={histogram}
                  title={words.title}
                  description={words.describe(
                    money(data.lowest ?? "0"),
                    money(data.highest ?? "0"),
                    money(data.p50 ?? "0"),
                  )}
                  height={HEIGHT}
                  markLabel={({ name, amount, beyond }: CostMark) =>
                    `${beyond === null ? "" : arrows[beyond]}${markNames[name]} ${money(amount)}`
                  }
                  formatTick={(amount) => format.money(amount, currency, "tick")}
                  formatCount={format.count}
                  tooltip={(bar) => [
                    range(bar),
                    `${words.clips}: ${format.count(bar.clips)}`,
                    `${words.spend}: ${money(bar.spend)}`,
                  ]}
                />
              </Suspense>
            )}
          </>
        )}
      </Figure>
      <SplitCard
        title={words.kinds}
        lead={words.kindsLead}
        by={KIND}
        limit={KINDS}
        columns={["perClip", "seconds", "perSecond", "kept"]}
        view={view}
        totals={totals}
        none={words.none}
      />
    </div>
  );
}

const KIND = ["model", "resolution"] as const;
