import type { BreakdownRow } from "../../../api/contract/analytics.ts";
import { WASTE_CAUSES } from "../../../domain/waste.ts";
import { Sparkline } from "../../charts/sparkline.tsx";
import type { Format } from "../../format/create-format.ts";
import { isZero, ratio } from "../../format/money.ts";
import { MaybeMoney, Money } from "../../format/money-text.tsx";
import { isOne } from "../../format/number.ts";
import type { Messages } from "../../i18n/en.ts";
import { knownMargin, knownSpend } from "../../series/known-spend.ts";
import type { Column } from "../../ui/data-table.tsx";
import { FeatureLink } from "../../ui/feature-link.tsx";
import { SortHeader } from "../../ui/sort-header.tsx";
import type { FeatureOrder, FeatureSort } from "../../view/features-search.ts";
import type { Filter, FilterName } from "../../view/view-search.ts";
import { marginColor, percentOrDash } from "../overview/breakdown-columns.tsx";
import { ClipsLink } from "./clips-link.tsx";

interface ColumnInput {
  /** The feature, or the feature and the surface. */
  readonly by: readonly FilterName[];
  readonly order: FeatureOrder;
  readonly onSort: (column: FeatureSort) => void;
  readonly currency: string;
  readonly filters: readonly Filter[];
  readonly connected: boolean;
  /** Daily spend by the values of a row. */
  readonly sparks: ReadonlyMap<string, readonly number[]>;
  readonly t: Messages;
  readonly format: Format;
}

/** The columns of the list of features. */
export function featureColumns(input: ColumnInput): readonly Column<BreakdownRow>[] {
  const { by, order, currency, filters, connected, sparks, t, format } = input;
  const words = t.features.columns;
  const valuesOf = (row: BreakdownRow) => by.map((name) => row.values[name] ?? "");
  const sorted = (column: FeatureSort, label: string, hint?: string) => {
    const now = directionOf(order, column);
    return {
      id: column,
      header: (
        <SortHeader
          label={label}
          action={t.features.sortBy(label)}
          hint={hint}
          order={now}
          arrowFirst={column !== "value"}
          onSort={() => input.onSort(column)}
        />
      ),
      sort: now ?? undefined,
    };
  };
  const right = { align: "right" } as const;
  const unknown = (
    <span className="text-muted" title={connected ? undefined : t.features.notConnectedLead}>
      {connected ? t.common.unknown : t.features.notConnected}
    </span>
  );
  return [
    {
      ...sorted("value", t.dimensions.feature),
      rowHeader: true,
      cell: (row) => {
        const [feature = "", surface] = valuesOf(row);
        return (
          <>
            <FeatureLink feature={feature} {...(surface === undefined ? {} : { surface })} />
            {surface === undefined ? null : (
              <span className="text-muted"> {t.features.onSurface(surface)}</span>
            )}
            {row.unpriced === 0 ? null : (
              <span className="block text-xs text-muted">
                {t.features.unpriced(
                  format.count(row.unpriced),
                  isOne(format.locale, row.unpriced),
                )}
              </span>
            )}
          </>
        );
      },
    },
    {
      ...sorted("spend", words.spend),
      ...right,
      cell: (row) => <MaybeMoney amount={knownSpend(row)} currency={currency} />,
    },
    {
      ...sorted("revenue", words.revenue),
      ...right,
      from: "sm",
      cell: (row) =>
        row.revenue === null ? unknown : <Money amount={row.revenue} currency={currency} />,
    },
    {
      ...sorted("margin", words.margin),
      ...right,
      cell: (row) => {
        const margin = knownMargin(row);
        return margin === null ? (
          unknown
        ) : (
          <span className={marginColor(margin)}>
            <Money amount={margin} currency={currency} signed />
          </span>
        );
      },
    },
    {
      ...sorted("coverage", words.coverage),
      ...right,
      from: "sm",
      cell: (row) =>
        row.revenue === null ? unknown : percentOrDash(format, ratio(row.revenue, row.spend)),
    },
    {
      ...sorted("cost_per_delivered", words.kept, t.features.keptHint),
      ...right,
      from: "md",
      cell: (row) => (
        <MaybeMoney
          amount={knownSpend(row) === null ? null : row.cost_per_delivered}
          currency={currency}
        />
      ),
    },
    {
      ...sorted("generations", words.clips),
      ...right,
      cell: (row) => (
        <ClipsLink filters={filters} by={by} values={valuesOf(row)}>
          {format.count(row.generations)}
        </ClipsLink>
      ),
    },
    {
      ...sorted("waste", words.waste),
      ...right,
      from: "lg",
      cell: (row) =>
        isZero(row.waste) ? (
          <span className="text-muted">–</span>
        ) : (
          <ClipsLink filters={filters} by={by} values={valuesOf(row)} waste={WASTE_CAUSES}>
            <Money amount={row.waste} currency={currency} />
          </ClipsLink>
        ),
    },
    {
      id: "waste_share",
      header: words.wasteShare,
      ...right,
      from: "xl",
      cell: (row) => percentOrDash(format, ratio(row.waste, row.spend)),
    },
    {
      id: "trend",
      header: words.trend,
      from: "xl",
      cell: (row) => {
        const values = sparks.get(JSON.stringify(valuesOf(row)));
        // Its room is kept, so that no row grows when it comes.
        return <Sparkline values={values ?? []} />;
      },
    },
  ];
}

function directionOf(order: FeatureOrder, column: FeatureSort): "ascending" | "descending" | null {
  if (order === column) return "ascending";
  return order === `-${column}` ? "descending" : null;
}
