import { Link } from "@tanstack/react-router";
import type { BreakdownRow } from "../../../api/contract/analytics.ts";
import { WASTE_CAUSES } from "../../../domain/waste.ts";
import type { Format } from "../../format/create-format.ts";
import { isZero, ratio } from "../../format/money.ts";
import { Money } from "../../format/money-text.tsx";
import type { Messages } from "../../i18n/en.ts";
import { knownSpend } from "../../series/known-spend.ts";
import type { Column } from "../../ui/data-table.tsx";
import { narrowedFilters } from "../../view/drill-filters.ts";
import {
  parseFilter,
  withFilter,
  type Filter,
  type FilterName,
  type ViewSearch,
} from "../../view/view-search.ts";
import { valueLabel } from "../../view-bar/value-label.ts";

interface ColumnInput {
  readonly by: FilterName;
  readonly filters: readonly Filter[];
  readonly search: ViewSearch;
  readonly currency: string;
  readonly t: Messages;
  readonly format: Format;
}

/** What each value wasted, by cause; every figure leads to its clips. */
export function wasteColumns(input: ColumnInput): readonly Column<BreakdownRow>[] {
  const { by, currency, t, format } = input;
  const words = t.waste;
  const right = { align: "right" } as const;
  const valueOf = (row: BreakdownRow) => row.values[by] ?? "";
  return [
    {
      id: "value",
      header: t.dimensions[by],
      rowHeader: true,
      cell: (row) => (
        <span className="inline-block max-w-64 truncate align-bottom font-medium">
          {valueLabel(by, valueOf(row), t)}
        </span>
      ),
    },
    {
      id: "waste",
      header: words.total,
      ...right,
      cell: (row) => (
        <ClipsLink {...input} value={valueOf(row)} causes={WASTE_CAUSES} amount={row.waste} />
      ),
    },
    {
      id: "share",
      header: words.share,
      ...right,
      cell: (row) => {
        const share = ratio(row.waste, knownSpend(row));
        return share === null ? "–" : format.percent(share);
      },
    },
    ...WASTE_CAUSES.map((cause) => ({
      id: cause,
      header: words.short[cause],
      ...right,
      from: "md" as const,
      cell: (row: BreakdownRow) => (
        <ClipsLink
          {...input}
          value={valueOf(row)}
          causes={[cause]}
          amount={row.waste_by_cause[cause] ?? "0"}
        />
      ),
    })),
    {
      id: "spend",
      header: words.spend,
      ...right,
      from: "sm",
      cell: (row) => {
        const spend = knownSpend(row);
        return spend === null ? (
          <span className="text-muted">{t.common.unknown}</span>
        ) : (
          <Money amount={spend} currency={currency} />
        );
      },
    },
  ];
}

interface ClipsLinkProps extends ColumnInput {
  readonly value: string;
  readonly causes: readonly string[];
  readonly amount: string;
}

function ClipsLink({ by, filters, search, currency, value, causes, amount }: ClipsLinkProps) {
  if (isZero(amount)) return <span className="text-muted">–</span>;
  const narrowed = narrowedFilters(filters, [by], [value])
    .map(parseFilter)
    .filter((filter) => filter !== null);
  return (
    <Link
      to="/generations"
      search={{ ...search, f: withFilter(narrowed, "waste", causes) }}
      className="text-link hover:underline"
    >
      <Money amount={amount} currency={currency} />
    </Link>
  );
}
