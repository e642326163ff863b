import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { HandCoins, Plus } from "lucide-react";
import { useState } from "react";
import type { RevenueRow } from "../../../api/contract/revenue.ts";
import { revenueQuery } from "../../client/management-queries.ts";
import type { Format } from "../../format/create-format.ts";
import { Money } from "../../format/money-text.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { RevenueForm } from "./revenue-form.tsx";

export function RevenuePage() {
  const t = useMessages();
  const format = useFormat();
  const queryClient = useQueryClient();
  const mayChange = useMayChange();
  const [adding, setAdding] = useState(false);
  const list = useInfiniteQuery(revenueQuery);
  const add = (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus size={16} aria-hidden="true" />
      {t.revenue.add}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t.revenue.title}
        lead={t.revenue.lead}
        actions={mayChange ? add : undefined}
      />
      <ListCard
        list={list}
        caption={t.revenue.caption}
        columns={revenueColumns(t, format)}
        rowKey={(row) => row.id}
        empty={{ icon: HandCoins, title: t.revenue.empty, lead: t.revenue.emptyLead }}
      />
      <Dialog open={adding} onOpenChange={setAdding} title={t.revenue.addTitle} wide>
        <RevenueForm
          onCancel={() => setAdding(false)}
          onDone={() => {
            setAdding(false);
            return queryClient.invalidateQueries({ queryKey: revenueQuery.queryKey });
          }}
        />
      </Dialog>
    </>
  );
}

function revenueColumns(t: Messages, format: Format): readonly Column<RevenueRow>[] {
  const words = t.revenue;
  return [
    {
      id: "at",
      header: words.occurredAt,
      rowHeader: true,
      cell: (entry) => <span className="tabular">{format.instant(entry.occurred_at)}</span>,
    },
    { id: "feature", header: t.dimensions.feature, cell: (entry) => entry.feature },
    { id: "user", header: t.dimensions.user, from: "md", cell: (entry) => entry.user },
    { id: "surface", header: t.dimensions.surface, from: "lg", cell: (entry) => entry.surface },
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
      from: "xl",
      cell: (entry) => <span className="text-muted">{entry.source}</span>,
    },
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
