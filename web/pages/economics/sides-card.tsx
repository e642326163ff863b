import type { EconomicsAnswer, EconomicsRow } from "../../../api/contract/economics.ts";
import { MaybeMoney, Money } from "../../format/money-text.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";

type SideRow = EconomicsRow["payers"] & { readonly name: string };

/** Payers against everyone else, who sum to the whole. */
export function SidesCard({ totals, currency }: Pick<EconomicsAnswer, "totals" | "currency">) {
  const words = useMessages().economics.sides;
  const format = useFormat();
  const right = { align: "right" } as const;
  const rows: readonly SideRow[] = [
    { name: words.payers(format.count(totals.paying_users)), ...totals.payers },
    { name: words.others, ...totals.non_payers },
    {
      name: words.all,
      active_users: totals.active_users,
      generations: totals.generations,
      spend: totals.spend,
      revenue: totals.recognised_revenue,
      margin: totals.margin,
    },
  ];
  return (
    <Card className="min-w-0 overflow-hidden pb-1">
      <div className="px-5 pt-5 pb-3">
        <h2 className="text-[15px] font-semibold tracking-tight">{words.title}</h2>
        <p className="mt-0.5 text-[13px] text-muted">{words.lead}</p>
      </div>
      <DataTable
        caption={words.title}
        rows={rows}
        rowKey={(row) => row.name}
        columns={[
          { id: "side", header: words.side, rowHeader: true, cell: (row) => row.name },
          {
            id: "users",
            header: words.users,
            ...right,
            from: "sm",
            cell: (row) => format.users(row.active_users),
          },
          {
            id: "clips",
            header: words.clips,
            ...right,
            cell: (row) => format.count(row.generations),
          },
          {
            id: "spend",
            header: words.spend,
            ...right,
            cell: (row) => <Money amount={row.spend} currency={currency} />,
          },
          {
            id: "revenue",
            header: words.revenue,
            ...right,
            cell: (row) => <MaybeMoney amount={row.revenue} currency={currency} />,
          },
          {
            id: "margin",
            header: words.margin,
            ...right,
            cell: (row) => <MaybeMoney amount={row.margin} currency={currency} signed />,
          },
        ]}
      />
    </Card>
  );
}
