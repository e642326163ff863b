import { Link } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import type { InvoiceRow } from "../../../api/contract/reconciliation.ts";
import type { Format } from "../../format/create-format.ts";
import { Money } from "../../format/money-text.tsx";
import { isZero } from "../../format/money.ts";
import type { Messages } from "../../i18n/en.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { Name } from "../../ui/name.tsx";
import type { ViewSearch } from "../../view/view-search.ts";
import { daySpanText } from "./day-span-text.ts";

interface InvoiceColumnsInput {
  readonly t: Messages;
  readonly format: Format;
  /** Goes along to the invoice. */
  readonly search: ViewSearch;
  /** Null for those who may not. */
  readonly onRemove: ((row: InvoiceRow) => void) | null;
}

/** The list of invoices. */
export function invoiceColumns({
  t,
  format,
  search,
  onRemove,
}: InvoiceColumnsInput): readonly Column<InvoiceRow>[] {
  const words = t.reconciliation;
  const remove: Column<InvoiceRow> = {
    id: "remove",
    header: <span className="sr-only">{words.remove}</span>,
    align: "right",
    cell: (row) => (
      <Button
        size="small"
        variant="quiet"
        aria-label={words.removeTitle(row.name)}
        onClick={() => onRemove?.(row)}
      >
        <Trash2 size={14} aria-hidden="true" />
      </Button>
    ),
  };
  return [
    {
      id: "name",
      header: words.invoice,
      rowHeader: true,
      cell: (row) => (
        <span className="inline-flex items-center gap-1.5">
          <Link
            to="/reconciliation/$id"
            params={{ id: row.id }}
            search={search}
            className="font-medium text-revenue underline-offset-2 hover:underline"
          >
            <Name>{row.name}</Name>
          </Link>
          {row.version > 1 ? <Badge>{words.version(format.count(row.version))}</Badge> : null}
        </span>
      ),
    },
    { id: "provider", header: words.provider, from: "sm", cell: (row) => row.provider },
    {
      id: "period",
      header: words.period,
      from: "md",
      cell: (row) => (
        <span className="tabular">{daySpanText(format.locale, row.from, row.to)}</span>
      ),
    },
    {
      id: "billed",
      header: words.billed,
      align: "right",
      cell: (row) => <Money amount={row.billed} currency={row.currency} />,
    },
    {
      id: "metered",
      header: words.metered,
      align: "right",
      from: "sm",
      cell: (row) => (
        <span className="inline-flex items-center gap-1.5">
          {row.unpriced === 0 ? null : (
            <Badge tone="warn">{words.unpriced(row.unpriced, format.count(row.unpriced))}</Badge>
          )}
          <Money amount={row.metered} currency={row.currency} />
        </span>
      ),
    },
    {
      id: "difference",
      header: words.difference,
      align: "right",
      cell: (row) => (
        <span className={isZero(row.difference) ? "text-ok" : "font-medium"}>
          <Money amount={row.difference} currency={row.currency} signed />
        </span>
      ),
    },
    ...(onRemove === null ? [] : [remove]),
  ];
}
