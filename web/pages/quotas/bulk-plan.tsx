import { useSuspenseQuery } from "@tanstack/react-query";
import type { QuotasBulkAnswer } from "../../../api/contract/quotas.ts";
import { meQuery } from "../../client/session-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { amountText } from "../../quotas/amount-text.ts";
import { ModeBadge } from "../../quotas/mode-badge.tsx";
import type { QuotaCsv } from "../../quotas/quota-csv.ts";
import { subjectText } from "../../quotas/subject-text.ts";
import { Badge } from "../../ui/badge.tsx";
import { DataTable } from "../../ui/data-table.tsx";

/** What applying a file would do: the counts, and its rows in words. */
export function BulkPlan({ csv, answer }: { csv: QuotaCsv; answer: QuotasBulkAnswer }) {
  const t = useMessages();
  const format = useFormat();
  const { data: me } = useSuspenseQuery(meQuery);
  const words = t.quotas.bulk;
  const counts = [
    words.created(format.count(answer.created)),
    words.changed(format.count(answer.changed)),
    words.deleted(format.count(answer.deleted)),
    words.unchanged(format.count(answer.unchanged)),
  ];
  const nothing = answer.created + answer.changed + answer.deleted === 0;
  const tones = { create: "info", change: "neutral", delete: "danger" } as const;
  return (
    <section>
      <h3 className="font-medium">{words.plan}</h3>
      <p className="tabular mt-1 text-[13px]">{nothing ? words.nothing : counts.join(" · ")}</p>
      <div className="mt-3 max-h-60 overflow-y-auto rounded-lg border border-hairline">
        <DataTable
          caption={words.planCaption}
          rows={csv.rows}
          rowKey={(row) => String(row.line)}
          columns={[
            {
              id: "action",
              header: words.action,
              cell: ({ rule }) => {
                const kept = rule.id === undefined ? "create" : "change";
                const action = rule.delete === true ? "delete" : kept;
                return <Badge tone={tones[action]}>{words.actions[action]}</Badge>;
              },
            },
            {
              id: "name",
              header: t.quotas.name,
              rowHeader: true,
              cell: ({ rule }) => <span className="font-medium">{rule.name}</span>,
            },
            {
              id: "subject",
              header: t.quotas.subject,
              from: "sm",
              cell: ({ rule }) => (
                <span className="inline-block max-w-48 truncate align-bottom">
                  {subjectText(rule.subject, t)}
                </span>
              ),
            },
            {
              id: "limit",
              header: t.quotas.limit,
              align: "right",
              cell: ({ rule }) =>
                amountText(rule.limit, rule.metric, me.workspace.currency, t, format),
            },
            {
              id: "mode",
              header: t.quotas.mode,
              cell: ({ rule }) => <ModeBadge mode={rule.mode} />,
            },
          ]}
        />
      </div>
    </section>
  );
}
