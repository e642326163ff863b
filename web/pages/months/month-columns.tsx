import { Link } from "@tanstack/react-router";
import type { MonthRow } from "../../../api/contract/months.ts";
import { parseNano } from "../../../domain/money.ts";
import { Money } from "../../format/money-text.tsx";
import { formatMonth } from "../../format/month.ts";
import type { Format } from "../../format/create-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { keepView } from "../../view/keep-view.ts";
import { pointTexts } from "./point-texts.ts";

interface MonthColumns {
  readonly t: Messages;
  readonly format: Format;
  readonly currency: string;
  readonly mayClose: boolean;
  readonly mayReopen: boolean;
  readonly onClose: (row: MonthRow) => void;
  readonly onReopen: (row: MonthRow) => void;
}

const tones = { running: "info", open: "warn", closed: "ok" } as const;

export function monthColumns(parts: MonthColumns): readonly Column<MonthRow>[] {
  const { t, format, currency } = parts;
  const words = t.months;
  const money = (id: "spend" | "recognised_revenue" | "margin", header: string) =>
    ({
      id,
      header,
      align: "right",
      cell: (row: MonthRow) => <Money amount={row[id]} currency={currency} />,
    }) as const;
  return [
    {
      id: "month",
      header: words.month,
      rowHeader: true,
      cell: (row) => (
        <Link
          to="/margin"
          search={(previous) => ({ ...keepView(previous), month: row.month })}
          className="font-medium text-link hover:underline"
        >
          {formatMonth(format.locale, row.month)}
        </Link>
      ),
    },
    {
      id: "state",
      header: words.state,
      cell: (row) => (
        <>
          <Badge tone={tones[row.state]}>{words.states[row.state]}</Badge>
          {row.closed_at === null || row.closed_by === null ? null : (
            <span className="ml-2 hidden text-xs text-muted 2xl:inline">
              {words.closedBy(row.closed_by, format.day(row.closed_at))}
            </span>
          )}
        </>
      ),
    },
    {
      id: "actions",
      header: <span className="sr-only">{words.state}</span>,
      cell: (row) => {
        const name = formatMonth(format.locale, row.month);
        if (row.next === "close" && parts.mayClose) {
          return (
            <Button
              size="small"
              aria-label={words.closeOf(name)}
              onClick={() => parts.onClose(row)}
            >
              {words.close}
            </Button>
          );
        }
        if (row.next === "reopen" && parts.mayReopen) {
          return (
            <Button
              size="small"
              aria-label={words.reopenOf(name)}
              onClick={() => parts.onReopen(row)}
            >
              {words.reopen}
            </Button>
          );
        }
        return null;
      },
    },
    { ...money("spend", words.spend), from: "sm" },
    { ...money("recognised_revenue", words.revenue), from: "md" },
    money("margin", words.margin),
    {
      id: "corrections",
      header: words.corrections,
      align: "right",
      from: "lg",
      cell: ({ corrections }) =>
        isNothing(corrections.spend) && isNothing(corrections.recognised_revenue) ? (
          <span className="text-muted">{words.noCorrections}</span>
        ) : (
          <Money amount={corrections.margin} currency={currency} signed />
        ),
    },
    {
      id: "points",
      header: words.points,
      from: "xl",
      cell: (row) => {
        const texts = pointTexts(row, words, format);
        if (texts.length === 0) return <span className="text-muted">{words.noPoints}</span>;
        return (
          <span className="block min-w-40 max-w-72 whitespace-normal">{texts.join(", ")}</span>
        );
      },
    },
  ];
}

function isNothing(amount: string): boolean {
  return parseNano(amount) === 0n;
}
