import { useSuspenseQuery } from "@tanstack/react-query";
import type { BacktestAnswer, BacktestOutcome } from "../../../api/contract/backtest.ts";
import { meQuery } from "../../client/session-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { moneyList } from "../../quotas/money-list.ts";
import { Badge } from "../../ui/badge.tsx";
import { DataTable } from "../../ui/data-table.tsx";

interface PreviewComparisonProps {
  readonly answer: BacktestAnswer;
  readonly against: BacktestOutcome;
}

/** The rule as it is beside the draft: whom each refuses, and who is newly hit or spared. */
export function PreviewComparison({ answer, against }: PreviewComparisonProps) {
  const t = useMessages();
  const format = useFormat();
  const { data: me } = useSuspenseQuery(meQuery);
  const words = t.quotas.preview;
  const money = (amounts: Readonly<Record<string, string>>): string =>
    moneyList(amounts, me.workspace.currency, format);
  const { rule, newly_hit: hit, newly_spared: spared } = answer;
  const rows = [
    {
      id: "users",
      label: words.usersHit,
      now: format.count(against.users_hit),
      draft: format.count(rule.users_hit),
    },
    {
      id: "refused",
      label: words.refused,
      now: format.count(against.refused),
      draft: format.count(rule.refused),
    },
    {
      id: "saved",
      label: words.saved,
      now: money(against.spend_saved),
      draft: money(rule.spend_saved),
    },
    {
      id: "risk",
      label: words.risk,
      now: money(against.revenue_at_risk),
      draft: money(rule.revenue_at_risk),
    },
  ];
  return (
    <section className="border-t border-hairline py-4">
      <h3 className="px-5 font-medium">{words.against}</h3>
      <p className="mt-1.5 mb-1 flex flex-wrap gap-2 px-5">
        {hit === null || hit === 0 ? null : (
          <Badge tone="danger">{words.newlyHit(hit, format.count(hit))}</Badge>
        )}
        {spared === null || spared === 0 ? null : (
          <Badge tone="ok">{words.newlySpared(spared, format.count(spared))}</Badge>
        )}
        {hit === 0 && spared === 0 ? <span className="text-muted">{words.same}</span> : null}
      </p>
      <DataTable
        caption={words.against}
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          {
            id: "label",
            header: <span className="sr-only">{words.change}</span>,
            rowHeader: true,
            cell: (row) => <span className="text-muted">{row.label}</span>,
          },
          { id: "now", header: words.now, align: "right", cell: (row) => row.now },
          {
            id: "draft",
            header: words.draft,
            align: "right",
            cell: (row) => <span className="font-medium">{row.draft}</span>,
          },
        ]}
      />
    </section>
  );
}
