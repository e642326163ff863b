import { useQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { Suspense, useMemo } from "react";
import { Figure, figureStatus } from "../../charts/figure.tsx";
import { concentrationQuery } from "../../client/feature-queries.ts";
import { numberCell } from "../../download/figure-csv.ts";
import { originOf } from "../../download/figure-origin.ts";
import { isZero } from "../../format/money.ts";
import { Money } from "../../format/money-text.tsx";
import { isOne } from "../../format/number.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import {
  concentrationCurve,
  tellingPoint,
  type ConcentrationPoint,
} from "../../series/concentration-curve.ts";
import { AwayPart } from "../../ui/away.tsx";
import { lazyPart } from "../../ui/lazy-part.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { TabProps } from "./feature-tabs.tsx";

const ConcentrationChart = lazyPart(
  async () => (await import("../../charts/concentration-chart.tsx")).ConcentrationChart,
  () => <AwayPart />,
);

const HEIGHT = 320;
const WORDS_HEIGHT = 56;

/** Which part of the spend falls on which part of the users, the largest spenders first. */
export function ConcentrationFigure({ view, asTable, onTable }: TabProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.features.people;
  const query = useQuery(concentrationQuery(view));
  const { data } = query;
  const points = useMemo(() => (data === undefined ? [] : concentrationCurve(data)), [data]);
  const currency = data?.currency ?? "USD";
  const shareOf = ({ share }: ConcentrationPoint) => (share === null ? "–" : format.percent(share));
  const sayOf = (point: ConcentrationPoint | null) =>
    point === null || point.share === null
      ? ""
      : words.headline(
          format.percent(point.users),
          format.count(point.count),
          isOne(format.locale, point.count),
          shareOf(point),
        );
  const told = sayOf(tellingPoint(points));
  return (
    <Figure
      title={words.title}
      subtitle={data === undefined ? t.common.loading : words.subtitle(format.count(data.users))}
      status={figureStatus(query)}
      height={HEIGHT + WORDS_HEIGHT}
      isTable={asTable}
      note={
        data === undefined || isZero(data.unnamed_spend)
          ? null
          : words.unnamed(format.money(data.unnamed_spend, currency))
      }
      download={
        points.length === 0
          ? null
          : {
              origin: originOf(view, currency),
              table: () => ({
                names: [words.users, words.spend],
                rows: points.map(({ count, spend }) => [numberCell(count), numberCell(spend)]),
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
      {data === undefined ? null : points.length === 0 ? (
        <EmptyState icon={Users} title={words.none} minHeight={HEIGHT + WORDS_HEIGHT} />
      ) : (
        <>
          <p className="mb-3 min-h-5 text-[13px] font-medium">{told}</p>
          {asTable ? (
            <div className="-mx-5 overflow-y-auto" style={{ maxHeight: HEIGHT }}>
              <DataTable
                caption={words.title}
                rows={points}
                rowKey={({ users }) => String(users)}
                columns={[
                  {
                    id: "top",
                    header: words.ofUsers,
                    rowHeader: true,
                    cell: ({ users }) => format.percent(users),
                  },
                  {
                    id: "users",
                    header: words.users,
                    align: "right",
                    cell: ({ count }) => format.count(count),
                  },
                  {
                    id: "spend",
                    header: words.spend,
                    align: "right",
                    cell: ({ spend }) => <Money amount={spend} currency={currency} />,
                  },
                  { id: "share", header: words.ofSpend, align: "right", cell: shareOf },
                ]}
              />
            </div>
          ) : (
            <>
              <Suspense fallback={<Skeleton className="h-[320px] w-full" />}>
                <ConcentrationChart
                  points={points}
                  title={words.title}
                  description={words.describe(format.count(data.users), told)}
                  height={HEIGHT}
                  formatShare={format.percent}
                  formatUsers={format.percent}
                  tooltip={(point) => [
                    sayOf(point),
                    `${words.spend}: ${format.money(point.spend, currency)}`,
                  ]}
                />
              </Suspense>
              <ul className="mt-1 flex flex-wrap gap-x-5 gap-y-1 text-xs text-muted">
                <Entry label={words.curve} stroke="var(--spend)" dash="" />
                <Entry label={words.even} stroke="var(--control)" dash="2 3" />
              </ul>
            </>
          )}
        </>
      )}
    </Figure>
  );
}

function Entry({ label, stroke, dash }: { label: string; stroke: string; dash: string }) {
  return (
    <li className="flex items-center gap-2">
      <svg aria-hidden="true" width="22" height="6">
        <line x1="0" y1="3" x2="22" y2="3" stroke={stroke} strokeWidth="2" strokeDasharray={dash} />
      </svg>
      {label}
    </li>
  );
}
