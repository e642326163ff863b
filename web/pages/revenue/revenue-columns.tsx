import type { RevenueRow } from "../../../api/contract/revenue.ts";
import type { Format } from "../../format/create-format.ts";
import { Money } from "../../format/money-text.tsx";
import type { Messages } from "../../i18n/en.ts";
import { Badge } from "../../ui/badge.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { sourceName } from "./source-name.ts";

interface Options {
  readonly t: Messages;
  readonly format: Format;
  readonly onOpen: (row: RevenueRow) => void;
}

/** The columns of the list of revenue entries. */
export function revenueColumns({ t, format, onOpen }: Options): readonly Column<RevenueRow>[] {
  const words = t.revenue;
  const part = (member: "gross" | "fees" | "refunded"): Column<RevenueRow> => ({
    id: member,
    header: words[member],
    align: "right",
    from: member === "refunded" ? "2xl" : "xl",
    cell: (entry) => {
      const amount = entry[member];
      return amount === null ? (
        <span className="text-muted">–</span>
      ) : (
        <Money amount={amount} currency={entry.currency} />
      );
    },
  });
  return [
    {
      id: "at",
      header: words.occurredAt,
      rowHeader: true,
      cell: (entry) => (
        <button
          type="button"
          className="tabular text-left underline decoration-hairline underline-offset-4 hover:decoration-current"
          aria-label={words.open(entry.external_id)}
          onClick={() => onOpen(entry)}
        >
          {format.instant(entry.occurred_at)}
        </button>
      ),
    },
    { id: "feature", header: t.dimensions.feature, cell: (entry) => entry.feature },
    { id: "user", header: t.dimensions.user, from: "md", cell: (entry) => entry.user },
    { id: "plan", header: t.dimensions.plan, from: "lg", cell: (entry) => entry.plan },
    {
      id: "external",
      header: words.externalId,
      from: "sm",
      cell: (entry) => (
        <span className="inline-flex items-center gap-1.5">
          <code className="inline-block max-w-52 truncate font-mono text-xs">
            {entry.external_id}
          </code>
          {entry.version > 1 ? <Badge>{words.version(format.count(entry.version))}</Badge> : null}
          {entry.deleted_at === null ? null : <Badge tone="warn">{words.deleted}</Badge>}
        </span>
      ),
    },
    {
      id: "source",
      header: words.source,
      from: "lg",
      cell: (entry) => <span className="text-muted">{sourceName(entry.source, t)}</span>,
    },
    part("gross"),
    part("fees"),
    part("refunded"),
    {
      id: "amount",
      header: words.amount,
      align: "right",
      cell: (entry) => (
        <span className={entry.deleted_at === null ? "font-medium" : "text-muted line-through"}>
          <Money amount={entry.amount} currency={entry.currency} />
        </span>
      ),
    },
  ];
}
