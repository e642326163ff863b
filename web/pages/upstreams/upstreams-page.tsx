import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Waypoints } from "lucide-react";
import { useState } from "react";
import type { UpstreamRow } from "../../../api/contract/upstreams.ts";
import { changeUpstream, upstreamsQuery } from "../../client/management-queries.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ProfilesCard } from "./profiles-card.tsx";
import { UpstreamCard } from "./upstream-card.tsx";
import { UpstreamForm } from "./upstream-form.tsx";

type Open =
  | { readonly kind: "nothing" }
  | { readonly kind: "add" }
  | { readonly kind: "edit" | "disable"; readonly upstream: UpstreamRow };

export function UpstreamsPage() {
  const t = useMessages();
  const queryClient = useQueryClient();
  const mayChange = useMayChange();
  const list = useQuery(upstreamsQuery);
  const [open, setOpen] = useState<Open>({ kind: "nothing" });
  const close = (): void => setOpen({ kind: "nothing" });
  const done = (): void => {
    close();
    void queryClient.invalidateQueries({ queryKey: upstreamsQuery.queryKey });
  };
  const add = (
    <Button variant="primary" onClick={() => setOpen({ kind: "add" })}>
      <Plus size={16} aria-hidden="true" />
      {t.upstreams.add}
    </Button>
  );
  const rows = list.data?.data;
  return (
    <>
      <PageHeader
        title={t.upstreams.title}
        lead={t.upstreams.lead}
        actions={mayChange ? add : undefined}
      />
      {rows === undefined && list.error !== null ? (
        <Card>
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        </Card>
      ) : null}
      {rows === undefined && list.error === null ? <Skeleton className="h-52 w-full" /> : null}
      {rows !== undefined && rows.length === 0 ? (
        <Card>
          <EmptyState
            icon={Waypoints}
            title={t.upstreams.empty}
            minHeight={280}
            action={mayChange ? add : undefined}
          >
            {t.upstreams.emptyLead}
          </EmptyState>
        </Card>
      ) : null}
      <ul className="space-y-4">
        {(rows ?? []).map((upstream) => (
          <li key={upstream.id}>
            <UpstreamCard
              upstream={upstream}
              mayChange={mayChange}
              onEdit={() => setOpen({ kind: "edit", upstream })}
              onDisable={() => setOpen({ kind: "disable", upstream })}
              onEnable={() => void changeUpstream(upstream.id, { disabled: false }).then(done)}
            />
          </li>
        ))}
      </ul>
      <ProfilesCard />
      <Dialog
        open={open.kind === "add" || open.kind === "edit"}
        onOpenChange={close}
        title={
          open.kind === "edit" ? t.upstreams.editTitle(open.upstream.slug) : t.upstreams.addTitle
        }
        wide
      >
        <UpstreamForm
          {...(open.kind === "edit" ? { existing: open.upstream } : {})}
          onDone={done}
          onCancel={close}
        />
      </Dialog>
      {open.kind === "disable" ? (
        <ConfirmDialog
          open
          onClose={close}
          title={t.upstreams.disableTitle(open.upstream.slug)}
          lead={t.upstreams.disableLead}
          action={t.upstreams.disable}
          act={() => changeUpstream(open.upstream.id, { disabled: true })}
          onDone={done}
        />
      ) : null}
    </>
  );
}
