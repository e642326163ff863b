import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, ReceiptText } from "lucide-react";
import { useState } from "react";
import type { InvoiceRow } from "../../../api/contract/reconciliation.ts";
import { deleteInvoice, invoicesQuery } from "../../client/reconciliation-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import { AddInvoiceDialog } from "./add-invoice-dialog.tsx";
import { invoiceColumns } from "./invoice-columns.tsx";

/** Providers' invoices, each beside what was metered. */
export function ReconciliationPage() {
  const t = useMessages();
  const words = t.reconciliation;
  const format = useFormat();
  const search = useViewSearch();
  const queryClient = useQueryClient();
  const mayChange = useMayChange();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<InvoiceRow | null>(null);
  const list = useInfiniteQuery(invoicesQuery);
  const refresh = () => queryClient.invalidateQueries({ queryKey: invoicesQuery.queryKey });
  const add = (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus size={16} aria-hidden="true" />
      {words.add}
    </Button>
  );
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} actions={mayChange ? add : undefined} />
      <ListCard
        list={list}
        caption={words.caption}
        columns={invoiceColumns({ t, format, search, onRemove: mayChange ? setRemoving : null })}
        rowKey={(row) => row.id}
        empty={{ icon: ReceiptText, title: words.empty, lead: words.emptyLead }}
      />
      {adding ? (
        <AddInvoiceDialog
          onClose={() => setAdding(false)}
          onDone={async () => {
            await refresh();
            setAdding(false);
          }}
        />
      ) : null}
      <ConfirmDialog
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={words.removeTitle(removing?.name ?? "")}
        lead={words.removeLead}
        action={words.remove}
        act={async () => (removing === null ? null : deleteInvoice(removing.id))}
        onDone={() => {
          setRemoving(null);
          void refresh();
        }}
      />
    </>
  );
}
