import type { ReactNode } from "react";
import type { BreakdownRow } from "../../../api/contract/analytics.ts";
import { NONE } from "../../../domain/attribution-fields.ts";
import { Sparkline } from "../../charts/sparkline.tsx";
import type { Format } from "../../format/create-format.ts";
import { isNegative, ratio, type MoneyStyle } from "../../format/money.ts";
import { MaybeMoney } from "../../format/money-text.tsx";
import type { Messages } from "../../i18n/en.ts";
import type { Column } from "../../ui/data-table.tsx";
import { knownMargin, knownSpend } from "../../series/known-spend.ts";
import { FeatureLink } from "../../ui/feature-link.tsx";
import { ClipsLink } from "../features/clips-link.tsx";
import { ValueLink } from "./value-link.tsx";
import type { Dimension, Filter } from "../../view/view-search.ts";

interface ColumnInput {
  readonly by: Dimension;
  readonly filters: readonly Filter[];
  readonly currency: string;
  readonly sparks: ReadonlyMap<string, readonly number[]>;
  /** False where revenue is not recorded by this dimension. */
  readonly hasRevenue: boolean;
  /** Without cents where the amounts are so large that cents are noise. */
  readonly moneyStyle: MoneyStyle;
  readonly t: Messages;
  readonly format: Format;
}

/** The columns of the table per feature, surface, … */
export function breakdownColumns(input: ColumnInput): readonly Column<BreakdownRow>[] {
  const { by, filters, currency, sparks, hasRevenue, moneyStyle, t, format } = input;
  const words = t.overview.table;
  const right = { align: "right" } as const;
  const valueOf = (row: BreakdownRow) => row.values[by] ?? "";
  // What names no feature is none: it has clips, and no page.
  const isFeature = (row: BreakdownRow) => by === "feature" && valueOf(row) !== NONE;
  const money =
    (pick: (row: BreakdownRow) => string | null, style: MoneyStyle) => (row: BreakdownRow) => (
      <MaybeMoney amount={pick(row)} currency={currency} style={style} />
    );
  const revenueColumns: readonly Column<BreakdownRow>[] = [
    {
      id: "revenue",
      header: words.revenue,
      ...right,
      cell: money((row) => row.revenue, moneyStyle),
    },
    {
      id: "margin",
      header: words.margin,
      ...right,
      cell: (row) => (
        <span className={marginColor(knownMargin(row))}>
          <MaybeMoney amount={knownMargin(row)} currency={currency} style={moneyStyle} signed />
        </span>
      ),
    },
    {
      id: "margin_pct",
      header: words.marginPct,
      ...right,
      from: "2xl",
      cell: (row) => percentOrDash(format, ratio(row.margin, row.revenue)),
    },
    {
      id: "coverage",
      header: words.coverage,
      ...right,
      cell: (row) => percentOrDash(format, ratio(row.revenue, row.spend)),
    },
  ];
  return [
    {
      id: "value",
      header: t.dimensions[by],
      rowHeader: true,
      cell: (row) =>
        isFeature(row) ? (
          <FeatureLink feature={valueOf(row)} />
        ) : (
          <ValueLink by={by} value={valueOf(row)} filters={filters} />
        ),
    },
    { id: "spend", header: words.spend, ...right, cell: money(knownSpend, moneyStyle) },
    ...(hasRevenue ? revenueColumns : []),
    {
      id: "trend",
      header: words.trend,
      from: "lg",
      cell: (row) => {
        const values = sparks.get(row.values[by] ?? "");
        return values === undefined ? null : <Sparkline values={values} />;
      },
    },
    {
      id: "generations",
      header: words.generations,
      ...right,
      cell: (row) => {
        const count = format.count(row.generations);
        if (!isFeature(row)) return count;
        const label = t.changes.showClips(valueOf(row), count);
        return (
          <ClipsLink filters={filters} by={[by]} values={[valueOf(row)]} label={label}>
            {count}
          </ClipsLink>
        );
      },
    },
    { id: "failed", header: words.failed, ...right, cell: (row) => format.count(row.failed) },
    {
      id: "cost",
      header: words.cost,
      ...right,
      cell: money((row) => row.cost_per_generation, "plain"),
    },
    {
      id: "gpu",
      header: words.gpu,
      ...right,
      from: "md",
      cell: (row) => gpuText(row.gpu_seconds, t, format),
    },
    {
      id: "users",
      header: words.users,
      ...right,
      from: "md",
      cell: (row) => format.users(row.users),
    },
  ];
}

/** GPU time as a duration. Nothing on record means that no upstream reports it: unknown, not zero. */
export function gpuText(seconds: string | null, t: Messages, format: Format): ReactNode {
  if (seconds === null) {
    return (
      <span className="text-muted" title={t.generations.noGpu}>
        {t.common.unknown}
      </span>
    );
  }
  return format.duration(Number(seconds) * 1000);
}

/** The colour that goes with a margin's sign, which is written too. */
export function marginColor(margin: string | null): string {
  if (margin === null) return "";
  return isNegative(margin) ? "text-spend" : "text-revenue";
}

export function percentOrDash(format: Format, fraction: number | null): string {
  return fraction === null ? "–" : format.percent(fraction);
}
