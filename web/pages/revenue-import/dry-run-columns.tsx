import type {
  RevenueImportDryRun,
  RevenueImportFault,
} from "../../../api/contract/revenue-imports.ts";
import type { Format } from "../../format/create-format.ts";
import { Money } from "../../format/money-text.tsx";
import type { Messages } from "../../i18n/en.ts";
import type { Column } from "../../ui/data-table.tsx";

type Sum = RevenueImportDryRun["sums"][number];
type Entry = RevenueImportDryRun["preview"][number];

export function faultColumns(t: Messages, format: Format): readonly Column<RevenueImportFault>[] {
  const words = t.revenueImport;
  return [
    {
      id: "line",
      header: words.line,
      rowHeader: true,
      cell: (fault) => <span className="tabular">{format.count(fault.line)}</span>,
    },
    { id: "column", header: words.faultColumn, cell: (fault) => fault.column || words.wholeRow },
    {
      id: "value",
      header: words.value,
      cell: (fault) => (
        <code className="inline-block max-w-48 truncate font-mono text-xs">{fault.value}</code>
      ),
    },
    {
      id: "reason",
      header: words.reason,
      cell: (fault) => <span className="whitespace-normal">{t.fieldProblem(fault.message)}</span>,
    },
  ];
}

export function sumColumns(t: Messages, format: Format): readonly Column<Sum>[] {
  return [
    { id: "currency", header: t.revenue.currency, rowHeader: true, cell: (sum) => sum.currency },
    {
      id: "entries",
      header: t.revenueImport.entries,
      align: "right",
      cell: (sum) => format.count(sum.entries),
    },
    money("gross", t.revenue.gross, "sm"),
    money("fees", t.revenue.fees, "sm"),
    money("refunded", t.revenue.refunded, "md"),
    money("amount", t.revenue.amount),
  ];
}

export function previewColumns(t: Messages, format: Format): readonly Column<Entry>[] {
  const words = t.revenueImport;
  return [
    {
      id: "external",
      header: t.revenue.externalId,
      rowHeader: true,
      cell: (entry) => (
        <code className="inline-block max-w-52 truncate font-mono text-xs">
          {entry.external_id}
        </code>
      ),
    },
    { id: "outcome", header: words.outcome, cell: (entry) => words.outcomes[entry.outcome] },
    {
      id: "at",
      header: t.revenue.occurredAt,
      cell: (entry) => <span className="tabular">{format.instant(entry.occurred_at)}</span>,
    },
    { id: "feature", header: t.dimensions.feature, from: "md", cell: (entry) => entry.feature },
    { id: "user", header: t.dimensions.user, from: "lg", cell: (entry) => entry.user },
    { id: "plan", header: t.dimensions.plan, from: "lg", cell: (entry) => entry.plan },
    money("gross", t.revenue.gross, "xl"),
    money("fees", t.revenue.fees, "xl"),
    money("amount", t.revenue.amount),
  ];
}

function money<Row extends Sum | Entry>(
  member: "amount" | "gross" | "fees" | "refunded",
  header: string,
  from?: Column<Row>["from"],
): Column<Row> {
  return {
    id: member,
    header,
    align: "right",
    ...(from === undefined ? {} : { from }),
    cell: (row) => {
      const amount = row[member];
      return amount === null ? "–" : <Money amount={amount} currency={row.currency} />;
    },
  };
}
