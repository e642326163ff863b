import type { FleetAnswer } from "../../../api/contract/fleet.ts";
import { Money } from "../../format/money-text.tsx";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { cellClass, DataTable, type Column } from "../../ui/data-table.tsx";
import type { FleetDimension } from "../../view/fleet-search.ts";

type Row = FleetAnswer["data"][number];

interface FleetUsersProps {
  readonly answer: FleetAnswer;
  readonly by: FleetDimension;
  readonly busy: boolean;
}

/** Who used the fleets, with their part of what stood idle; what nobody bears is a line of its own. */
export function FleetUsers({ answer, by, busy }: FleetUsersProps) {
  const t = useMessages();
  const words = t.fleet;
  const { totals, currency, idle_left: left } = answer;
  const money = (id: "used" | "failed" | "idle", from?: "sm") =>
    ({
      id,
      header: words[id],
      align: "right",
      cell: (row: Row) => <Money amount={row[id].cost} currency={currency} />,
      ...(from === undefined ? {} : { from }),
    }) as const;
  const columns: readonly Column<Row>[] = [
    {
      id: "value",
      header: t.dimensions[by],
      rowHeader: true,
      cell: (row) => <span className="font-medium break-words">{row.value}</span>,
    },
    money("used"),
    money("failed", "sm"),
    money("idle"),
    {
      id: "cost",
      header: words.cost,
      align: "right",
      cell: (row) => <Money amount={row.cost} currency={currency} />,
    },
  ];
  const footer = (id: string, label: string, amounts: Readonly<Record<string, string>>) => (
    <tr key={id} className="border-t border-hairline">
      {columns.map((column) => (
        <td key={column.id} className={cellClass(column, "py-2.5")}>
          {column.id === "value" ? label : null}
          {amounts[column.id] === undefined ? null : (
            <Money amount={amounts[column.id] ?? ""} currency={currency} />
          )}
        </td>
      ))}
    </tr>
  );
  return (
    <Card className="min-w-0 overflow-hidden">
      <DataTable
        caption={words.users(t.dimensions[by].toLowerCase())}
        columns={columns}
        rows={answer.data}
        rowKey={(row) => row.value}
        busy={busy}
        footer={
          <>
            {left.reason === null
              ? null
              : footer("left", `${words.idleLine} (${words.reasons[left.reason]})`, {
                  idle: left.cost,
                  cost: left.cost,
                })}
            {totals.over_capacity_reason === null
              ? null
              : footer("over", words.overLine, { cost: `-${totals.over_capacity.cost}` })}
            {footer("total", t.common.total, {
              used: totals.used.cost,
              failed: totals.failed.cost,
              idle: totals.idle.cost,
              cost: totals.capacity.cost,
            })}
          </>
        }
      />
    </Card>
  );
}
