import { useInfiniteQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { userHitsQuery } from "../../client/user-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { ModeBadge } from "../../quotas/mode-badge.tsx";
import { RuleLink } from "../../quotas/rule-link.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

/** Which rules stopped the user, or would have, day by day. */
export function HitsCard({ user }: { user: string }) {
  const t = useMessages();
  const format = useFormat();
  const words = t.user;
  const list = useInfiniteQuery(userHitsQuery(user));
  const rows = list.data?.pages.flatMap((page) => page.data);
  return (
    <Card className="min-w-0 overflow-hidden">
      <div className="px-5 pt-5 pb-2">
        <h2 className="text-[15px] font-semibold tracking-tight">{words.history}</h2>
        <p className="mt-0.5 text-[13px] text-muted">{words.historyLead}</p>
      </div>
      {rows === undefined && list.error !== null ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {rows === undefined && list.error === null ? <Skeleton className="m-5 h-20" /> : null}
      {rows?.length === 0 ? (
        <EmptyState icon={ShieldCheck} title={words.noHistory} minHeight={100} />
      ) : null}
      {rows === undefined || rows.length === 0 ? null : (
        <DataTable
          caption={words.historyCaption}
          rows={rows}
          rowKey={(row) => `${row.rule_id}:${row.day}:${row.mode}`}
          columns={[
            {
              id: "rule",
              header: words.rule,
              rowHeader: true,
              cell: (row) =>
                row.name === null ? (
                  <span className="text-muted">{words.deletedRule}</span>
                ) : (
                  <RuleLink id={row.rule_id} name={row.name} narrow />
                ),
            },
            { id: "mode", header: t.quotas.mode, cell: (row) => <ModeBadge mode={row.mode} /> },
            {
              id: "last",
              header: words.lastAt,
              align: "right",
              from: "2xl",
              cell: (row) => format.instant(row.last_at),
            },
            {
              id: "hits",
              header: words.hits,
              align: "right",
              cell: (row) => <span className="font-medium">{format.count(row.hits)}</span>,
            },
          ]}
        />
      )}
      {list.hasNextPage ? (
        <div className="px-5 py-3">
          <Button size="small" onClick={() => void list.fetchNextPage()}>
            {t.common.more}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
