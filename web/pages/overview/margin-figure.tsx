import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { BreakdownAnswer } from "../../../api/contract/analytics.ts";
import { carriesRevenue } from "../../../domain/dimensions.ts";
import { Figure, figureStatus } from "../../charts/figure.tsx";
import { originOf } from "../../download/figure-origin.ts";
import { isNegative } from "../../format/money.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { MarginRow } from "../../series/margin-rows.ts";
import { classNames } from "../../ui/class-names.ts";
import { ValueName } from "../../ui/value-name.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import { withFilter, type Dimension } from "../../view/view-search.ts";
import type { View } from "../../view/view.ts";
import { marginCsv } from "./margin-csv.ts";

interface MarginFigureProps {
  readonly query: UseQueryResult<BreakdownAnswer>;
  readonly rows: readonly MarginRow[] | null;
  readonly by: Dimension;
  readonly view: View;
  readonly currency: string;
}

/** Where money is made and lost: one bar for each value, left of the line for a loss, right for a gain. */
export function MarginFigure({ query, rows, by, view, currency }: MarginFigureProps) {
  const t = useMessages();
  const words = t.overview.margin;
  const name = t.dimensions[by].toLowerCase();
  const hasRevenue = carriesRevenue(by) && (rows ?? []).every((row) => row.margin !== null);
  const status = figureStatus(query);
  const bars = rows ?? [];
  return (
    <Figure
      className="xl:col-span-5"
      title={hasRevenue ? words.title(name) : words.spendTitle(name)}
      subtitle={hasRevenue ? words.subtitle : words.noRevenue(name)}
      status={rows === null && status.kind === "ready" ? { kind: "loading" } : status}
      height={372}
      download={
        rows === null
          ? null
          : { origin: originOf(view, currency), table: () => marginCsv(rows, by, t) }
      }
    >
      <ul className="space-y-0.5">
        {bars.map((row) => (
          <li key={row.isOther ? "other" : `v:${row.label}`}>
            <MarginBar row={row} by={by} view={view} currency={currency} />
          </li>
        ))}
      </ul>
    </Figure>
  );
}

interface MarginBarProps {
  readonly row: MarginRow;
  readonly by: Dimension;
  readonly view: View;
  readonly currency: string;
}

function MarginBar({ row, by, view, currency }: MarginBarProps) {
  const t = useMessages();
  const format = useFormat();
  const search = useViewSearch();
  const hasRevenue = row.margin !== null;
  const isLoss = row.margin !== null && isNegative(row.margin);
  const otherLabel =
    row.count === null ? t.overview.margin.rest : t.overview.margin.other(format.count(row.count));
  const label = row.isOther ? otherLabel : row.label;
  const amount =
    row.margin === null
      ? format.money(row.spend, currency, "compact")
      : format.signedMoney(row.margin, currency, "compact");
  const covered =
    row.coverage === null
      ? t.overview.margin.uncovered
      : t.overview.margin.covers(format.percent(row.coverage));
  const content = (
    <>
      <span className="flex items-baseline justify-between gap-3 text-[13px]">
        <span className="min-w-0 truncate font-medium">
          {row.isOther ? <em className="text-muted">{label}</em> : <ValueName>{label}</ValueName>}
        </span>
        <span className="tabular flex shrink-0 items-baseline gap-3">
          {hasRevenue ? <span className="text-xs text-muted">{covered}</span> : null}
          <span
            className={classNames(
              "min-w-16 text-right font-medium",
              hasRevenue && (isLoss ? "text-spend" : "text-revenue"),
            )}
          >
            {amount}
          </span>
        </span>
      </span>
      <span aria-hidden="true" className="relative mt-1.5 block h-2.5">
        <span className="absolute inset-0 rounded-full bg-sunken" />
        <span
          className={classNames(
            "absolute inset-y-0",
            isLoss || !hasRevenue ? "bg-spend" : "bg-revenue",
            hasRevenue && isLoss && "hatch",
            isLoss ? "rounded-l-full" : "rounded-r-full",
          )}
          style={barStyle(row)}
        />
        {hasRevenue ? (
          <span
            className="absolute inset-y-[-3px] w-px bg-control"
            style={{ left: `${row.zero * 100}%` }}
          />
        ) : null}
      </span>
    </>
  );
  const look = "block rounded-lg px-2 py-1.5 -mx-2";
  if (row.isOther) return <div className={look}>{content}</div>;
  return (
    <Link
      to="/generations"
      search={{ ...search, f: withFilter(view.filters, by, [row.label]) }}
      className={classNames(look, "hover:bg-hover")}
    >
      {content}
    </Link>
  );
}

/** A hair of colour stays where the amount is too small for a bar. */
function barStyle({ from, to }: MarginRow): { left: string; width: string } {
  const width = Math.max((to - from) * 100, 0.4);
  return { left: `${Math.min(from * 100, 100 - width)}%`, width: `${width}%` };
}
