import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { CreditCard, Inbox, Plus } from "lucide-react";
import { useState } from "react";
import type { StripeConnectionRow } from "../../../api/contract/stripe.ts";
import {
  disconnectStripe,
  stripeConnectionsQuery,
  stripeEventsQuery,
} from "../../client/stripe-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { BackfillDialog } from "./backfill-dialog.tsx";
import { ConnectionCard } from "./connection-card.tsx";
import { ConnectionForm } from "./connection-form.tsx";
import { eventColumns } from "./event-columns.tsx";
import { PriceMapForm } from "./price-map-form.tsx";

type Open =
  | { readonly kind: "nothing" | "connect" }
  | {
      readonly kind: "edit" | "prices" | "backfill" | "remove";
      readonly connection: StripeConnectionRow;
    };

const HEIGHT = 240;

/** The Stripe accounts that are connected, and what came from them. */
export function StripePage() {
  const t = useMessages();
  const words = t.stripe;
  const format = useFormat();
  const queryClient = useQueryClient();
  const mayChange = useMayChange();
  const list = useQuery(stripeConnectionsQuery);
  const events = useInfiniteQuery(stripeEventsQuery);
  const [open, setOpen] = useState<Open>({ kind: "nothing" });
  const close = (): void => setOpen({ kind: "nothing" });
  const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ["stripe"] });
  const done = async (): Promise<void> => {
    close();
    await refresh();
  };
  const connections = list.data?.data;
  const connect = mayChange ? (
    <Button variant="primary" onClick={() => setOpen({ kind: "connect" })}>
      <Plus size={16} aria-hidden="true" />
      {words.connect}
    </Button>
  ) : undefined;
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} actions={connect} />
      {connections === undefined && list.error !== null ? (
        <Card>
          <ErrorState error={list.error} minHeight={HEIGHT} onRetry={() => void list.refetch()} />
        </Card>
      ) : null}
      {connections === undefined && list.error === null ? (
        <Skeleton className="h-52 w-full" />
      ) : null}
      {connections?.length === 0 ? (
        <Card>
          <EmptyState icon={CreditCard} title={words.empty} minHeight={HEIGHT} action={connect}>
            {words.emptyLead}
          </EmptyState>
        </Card>
      ) : null}
      <div className="space-y-5">
        {connections?.map((connection) => (
          <ConnectionCard
            key={connection.id}
            connection={connection}
            onAct={mayChange ? (kind) => setOpen({ kind, connection }) : null}
          />
        ))}
      </div>
      <h2 className="mt-8 mb-3 text-[15px] font-semibold tracking-tight">{words.events}</h2>
      <ListCard
        list={events}
        caption={words.eventsCaption}
        columns={eventColumns(t, format)}
        rowKey={(row) => row.id}
        empty={{ icon: Inbox, title: words.noEvents, lead: words.noEventsLead }}
        minHeight={HEIGHT}
      />
      {open.kind === "connect" || open.kind === "edit" ? (
        <Dialog
          open
          onOpenChange={close}
          title={open.kind === "edit" ? words.editTitle(open.connection.name) : words.connectTitle}
          wide
        >
          <ConnectionForm
            {...(open.kind === "edit" ? { existing: open.connection } : {})}
            onCancel={close}
            onDone={done}
          />
        </Dialog>
      ) : null}
      {open.kind === "prices" ? (
        <Dialog
          open
          onOpenChange={close}
          title={words.pricesTitle}
          description={words.pricesLead}
          wide
        >
          <PriceMapForm connection={open.connection} onCancel={close} onDone={done} />
        </Dialog>
      ) : null}
      {open.kind === "backfill" ? (
        <BackfillDialog connection={open.connection} onClose={close} onApplied={refresh} />
      ) : null}
      {open.kind === "remove" ? (
        <ConfirmDialog
          open
          onClose={close}
          title={words.removeTitle(open.connection.name)}
          lead={words.removeLead}
          action={words.remove}
          act={() => disconnectStripe(open.connection.id)}
          onDone={() => void done()}
        />
      ) : null}
    </>
  );
}
