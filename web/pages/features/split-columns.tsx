import type { BreakdownRow } from "../../../api/contract/analytics.ts";
import type { Measures } from "../../../api/contract/measures.ts";
import type { Format } from "../../format/create-format.ts";
import { ratio } from "../../format/money.ts";
import { MaybeMoney } from "../../format/money-text.tsx";
import type { Messages } from "../../i18n/en.ts";
import { knownMargin, knownSpend } from "../../series/known-spend.ts";
import { quotient } from "../../series/measure.ts";
import { UserLink } from "../../quotas/user-link.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { valuesLabel } from "../../view-bar/value-label.ts";
import type { Filter, FilterName } from "../../view/view-search.ts";
import { marginColor, percentOrDash } from "../overview/breakdown-columns.tsx";
import { ClipsLink } from "./clips-link.tsx";
import { regionLabel } from "./region-label.ts";

export type SplitColumn =
  | "revenue"
  | "margin"
  | "coverage"
  | "perClip"
  | "seconds"
  | "perSecond"
  | "kept"
  | "users";

interface ColumnInput {
  readonly by: readonly FilterName[];
  readonly columns: readonly SplitColumn[];
  readonly filters: readonly Filter[];
  readonly currency: string;
  readonly totals: Measures | undefined;
  readonly t: Messages;
  readonly format: Format;
}

/** The value, its spend with its share, its clips, and the columns asked for. */
export function splitColumns(input: ColumnInput): readonly Column<BreakdownRow>[] {
  const { by, columns, filters, currency, totals, t, format } = input;
  const words = t.features.columns;
  const right = { align: "right" } as const;
  const valuesOf = (row: BreakdownRow) => by.map((name) => row.values[name] ?? "");
  const label = (row: BreakdownRow) =>
    by[0] === "region"
      ? regionLabel(row.values["region"] ?? "", format.locale)
      : valuesLabel(by, valuesOf(row), t);
  const clips = (row: BreakdownRow, text: string, className?: string) => (
    <ClipsLink
      filters={filters}
      by={by}
      values={valuesOf(row)}
      label={`${t.features.openClips(label(row))}: ${text}`}
      {...(className === undefined ? {} : { className })}
    >
      {text}
    </ClipsLink>
  );
  return [
    {
      id: "value",
      header: by.map((name) => t.dimensions[name]).join(" · "),
      rowHeader: true,
      cell: (row) =>
        by[0] === "user" ? (
          <UserLink user={row.values["user"] ?? ""} />
        ) : (
          <span className="inline-block max-w-72 truncate align-bottom font-medium">
            {label(row)}
          </span>
        ),
    },
    {
      id: "spend",
      header: words.spend,
      ...right,
      cell: (row) => <MaybeMoney amount={knownSpend(row)} currency={currency} />,
    },
    {
      id: "share",
      header: words.share,
      ...right,
      from: "sm",
      cell: (row) => percentOrDash(format, ratio(knownSpend(row), totals?.spend ?? null)),
    },
    ...columns.map((name) => ({
      id: name,
      header: name === "users" ? words.users : words[name],
      ...right,
      ...(name === "margin" || name === "perClip" ? {} : { from: "md" as const }),
      cell: (row: BreakdownRow) => cellOf(name, row, currency, t, format),
    })),
    {
      id: "clips",
      header: words.clips,
      ...right,
      cell: (row) => clips(row, format.count(row.generations)),
    },
  ];
}

function cellOf(
  name: SplitColumn,
  row: BreakdownRow,
  currency: string,
  t: Messages,
  format: Format,
) {
  const known = knownSpend(row);
  switch (name) {
    case "revenue":
      return <MaybeMoney amount={row.revenue} currency={currency} />;
    case "margin": {
      const margin = knownMargin(row);
      return (
        <span className={marginColor(margin)}>
          <MaybeMoney amount={margin} currency={currency} signed />
        </span>
      );
    }
    case "coverage":
      return percentOrDash(format, ratio(row.revenue, row.spend));
    case "perClip":
      return <MaybeMoney amount={row.cost_per_generation} currency={currency} />;
    case "perSecond":
      return <MaybeMoney amount={row.cost_per_second} currency={currency} />;
    case "kept":
      return (
        <MaybeMoney amount={known === null ? null : row.cost_per_delivered} currency={currency} />
      );
    case "users":
      return format.count(row.users);
    case "seconds": {
      const length = row.priced === 0 ? null : quotient(row.priced_seconds, String(row.priced));
      return length === null ? (
        <span className="text-muted">{t.common.unknown}</span>
      ) : (
        `${format.decimal(Number(length).toFixed(1))} s`
      );
    }
  }
}
