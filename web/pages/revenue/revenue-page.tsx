import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { FileUp, HandCoins, Plus, SearchX } from "lucide-react";
import { useState } from "react";
import type { RevenueRow } from "../../../api/contract/revenue.ts";
import { REVENUE_KEY, revenueQuery } from "../../client/revenue-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { readRevenueSearch } from "../../view/revenue-search.ts";
import { revenueColumns } from "./revenue-columns.tsx";
import { RevenueDetail } from "./revenue-detail.tsx";
import { RevenueFilters } from "./revenue-filters.tsx";
import { RevenueForm } from "./revenue-form.tsx";

export function RevenuePage() {
  const t = useMessages();
  const words = t.revenue;
  const format = useFormat();
  const queryClient = useQueryClient();
  const mayChange = useMayChange();
  const search = readRevenueSearch({ ...useSearch({ from: "/app/revenue" }) });
  const [adding, setAdding] = useState(false);
  const [opened, setOpened] = useState<RevenueRow | null>(null);
  const list = useInfiniteQuery(revenueQuery(search, format.timeZone));
  const actions = (
    <>
      <Link to="/revenue/import" className={buttonClass()}>
        <FileUp size={16} aria-hidden="true" />
        {words.importFile}
      </Link>
      <Button variant="primary" onClick={() => setAdding(true)}>
        <Plus size={16} aria-hidden="true" />
        {words.add}
      </Button>
    </>
  );
  const narrowed = Object.keys(search).length > 0;
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} actions={mayChange ? actions : undefined} />
      <RevenueFilters search={search} />
      <ListCard
        list={list}
        caption={words.caption}
        columns={revenueColumns({ t, format, onOpen: setOpened })}
        rowKey={(row) => row.id}
        empty={
          narrowed
            ? { icon: SearchX, title: words.noneFound, lead: words.noneFoundLead }
            : { icon: HandCoins, title: words.empty, lead: words.emptyLead }
        }
      />
      <Dialog open={adding} onOpenChange={setAdding} title={words.addTitle} wide>
        <RevenueForm
          onCancel={() => setAdding(false)}
          onDone={() => {
            setAdding(false);
            return queryClient.invalidateQueries({ queryKey: REVENUE_KEY });
          }}
        />
      </Dialog>
      <Dialog
        open={opened !== null}
        onOpenChange={(open) => {
          if (!open) setOpened(null);
        }}
        title={words.entry(opened?.external_id ?? "")}
        wide
      >
        {opened === null ? null : <RevenueDetail entry={opened} />}
      </Dialog>
    </>
  );
}
