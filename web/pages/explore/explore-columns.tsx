import { Link } from "@tanstack/react-router";
import { Clapperboard } from "lucide-react";
import type { BreakdownRow } from "../../../api/contract/analytics.ts";
import type { Measures } from "../../../api/contract/measures.ts";
import type { Format } from "../../format/create-format.ts";
import { subtractDecimals, toPixelValue } from "../../format/money.ts";
import type { Messages } from "../../i18n/en.ts";
import { MEASURE_KINDS, measureValue, quotient, type Measure } from "../../series/measure.ts";
import type { Column } from "../../ui/data-table.tsx";
import { measuredFilters, narrowedFilters } from "../../view/drill-filters.ts";
import type { Filter, FilterName, ViewSearch } from "../../view/view-search.ts";
import { measureText } from "./measure-text.ts";
import { valuesLabel } from "../../view-bar/value-label.ts";

interface ColumnInput {
  readonly measure: Measure;
  readonly dimensions: readonly FilterName[];
  readonly filters: readonly Filter[];
  /** The rest of the view, handed on to the clips. */
  readonly search: ViewSearch;
  readonly currency: string;
  readonly totals: Measures | undefined;
  readonly hasPrevious: boolean;
  readonly onNarrow: (f: readonly string[]) => void;
  readonly t: Messages;
  readonly format: Format;
}

/** The measure of each value, its share, what it was, and the ways further down. */
export function exploreColumns(input: ColumnInput): readonly Column<BreakdownRow>[] {
  const { measure, dimensions, filters, currency, totals, t, format } = input;
  const words = t.explore;
  const right = { align: "right" } as const;
  const text = (value: string | null) => measureText(measure, value, { t, format, currency });
  const valuesOf = (row: BreakdownRow) => dimensions.map((name) => row.values[name] ?? "");
  const whole = totals === undefined ? null : measureValue(measure, totals);
  const shareOf = (row: BreakdownRow) => quotient(measureValue(measure, row), whole);
  const { additive } = MEASURE_KINDS[measure];
  return [
    {
      id: "value",
      header: dimensions.map((name) => t.dimensions[name]).join(" · "),
      rowHeader: true,
      cell: (row) => {
        const label = valuesLabel(dimensions, valuesOf(row), t);
        return (
          <button
            type="button"
            title={words.narrow(label)}
            className="inline-block min-h-6 max-w-80 truncate align-bottom font-medium text-link hover:underline"
            onClick={() => input.onNarrow(narrowedFilters(filters, dimensions, valuesOf(row)))}
          >
            {label}
          </button>
        );
      },
    },
    {
      id: "measure",
      header: words.measures[measure],
      ...right,
      cell: (row) => text(measureValue(measure, row)),
    },
    ...(additive && measure !== "margin"
      ? [
          {
            id: "share",
            header: words.share,
            from: "sm" as const,
            cell: (row: BreakdownRow) => <Share share={shareOf(row)} format={format} />,
          },
        ]
      : []),
    ...(input.hasPrevious
      ? [
          {
            id: "before",
            header: words.before,
            ...right,
            from: "sm" as const,
            cell: (row: BreakdownRow) =>
              row.previous === null ? "–" : text(measureValue(measure, row.previous)),
          },
          {
            id: "change",
            header: words.change,
            ...right,
            cell: (row: BreakdownRow) => changeText(row, input),
          },
        ]
      : []),
    ...(measure === "generations"
      ? []
      : [
          {
            id: "generations",
            header: words.generations,
            ...right,
            from: "sm" as const,
            cell: (row: BreakdownRow) => format.count(row.generations),
          },
        ]),
    {
      id: "open",
      header: <span className="sr-only">{words.openAll}</span>,
      ...right,
      cell: (row) => (
        <Link
          to="/generations"
          search={{
            ...input.search,
            f: measuredFilters(narrowedFilters(filters, dimensions, valuesOf(row)), measure),
          }}
          aria-label={words.open(valuesLabel(dimensions, valuesOf(row), t))}
          title={words.open(valuesLabel(dimensions, valuesOf(row), t))}
          className="inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-text"
        >
          <Clapperboard size={15} aria-hidden="true" />
        </Link>
      ),
    },
  ];
}

function Share({ share, format }: { share: string | null; format: Format }) {
  // As wide as what will stand there.
  if (share === null) return <span className="inline-block w-32">–</span>;
  const width = Math.max(0, Math.min(1, toPixelValue(share)));
  return (
    <span className="flex w-32 items-center gap-2">
      <span aria-hidden="true" className="h-1.5 w-20 rounded-full bg-sunken">
        <span
          className="block h-1.5 rounded-full bg-link"
          style={{ width: `${Math.max(2, width * 100)}%` }}
        />
      </span>
      <span className="tabular text-muted">{format.percent(Number(share))}</span>
    </span>
  );
}

/** The difference, and its share of what it was. */
function changeText(row: BreakdownRow, { measure, t, format, currency }: ColumnInput): string {
  const now = measureValue(measure, row);
  const then = row.previous === null ? null : measureValue(measure, row.previous);
  if (now === null || then === null) return "–";
  const by = subtractDecimals(now, then);
  const sign = by.startsWith("-") ? "−" : "+";
  if (toPixelValue(by) === 0) return t.compare.same;
  if (MEASURE_KINDS[measure].unit === "share") {
    return format.signedPercent(Number(by));
  }
  const text = measureText(measure, by.replace(/^-/, ""), { t, format, currency });
  const share = quotient(by, then.replace(/^-/, ""));
  return `${sign}${text}${share === null ? "" : ` (${format.signedPercent(Number(share))})`}`;
}
