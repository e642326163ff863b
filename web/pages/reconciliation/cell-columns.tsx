import type { ReportCell } from "../../../api/contract/reconciliation-report.ts";
import type { Format } from "../../format/create-format.ts";
import { MaybeMoney, Money } from "../../format/money-text.tsx";
import type { Messages } from "../../i18n/en.ts";
import { Badge } from "../../ui/badge.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { unitName } from "../prices/unit-name.ts";
import { ClassBadge } from "./class-badge.tsx";
import { daySpanText } from "./day-span-text.ts";

/** The days of a model in a report. */
export function cellColumns(
  t: Messages,
  format: Format,
  currency: string,
): readonly Column<ReportCell>[] {
  const words = t.reconciliation;
  return [
    {
      id: "days",
      header: words.days,
      rowHeader: true,
      cell: (cell) => (
        <span className="tabular">{daySpanText(format.locale, cell.from, cell.to)}</span>
      ),
    },
    { id: "class", header: words.class, cell: (cell) => <ClassBadge value={cell.class} /> },
    {
      id: "billed",
      header: words.billed,
      align: "right",
      cell: (cell) =>
        cell.billed === null ? "–" : <Money amount={cell.billed} currency={currency} />,
    },
    {
      id: "metered",
      header: words.metered,
      align: "right",
      cell: (cell) =>
        cell.generations === 0 ? "–" : <MaybeMoney amount={cell.metered} currency={currency} />,
    },
    {
      id: "difference",
      header: words.difference,
      align: "right",
      cell: (cell) => <Money amount={cell.difference} currency={currency} signed />,
    },
    {
      id: "units",
      header: words.units,
      align: "right",
      from: "lg",
      cell: (cell) => {
        if (cell.unit === null) return <span className="text-muted">{t.common.unknown}</span>;
        const known = [cell.billed_units, cell.metered_units].map((units) =>
          units === null ? "–" : format.decimal(units),
        );
        return `${known.join(" / ")} (${unitName(cell.unit, t)})`;
      },
    },
    {
      id: "clips",
      header: words.clips,
      align: "right",
      from: "sm",
      cell: (cell) => (
        <span className="inline-flex items-center gap-1.5">
          {cell.unpriced === 0 ? null : (
            <Badge tone="warn">{words.unpriced(cell.unpriced, format.count(cell.unpriced))}</Badge>
          )}
          {format.count(cell.generations)}
        </span>
      ),
    },
  ];
}
