import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BookOpen, KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import type { KeyCreated, KeyRow } from "../../../api/contract/keys.ts";
import { keysQuery, revokeKey } from "../../client/management-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { KeyForm } from "./key-form.tsx";
import { keyColumns } from "./key-columns.tsx";
import { MadeKey } from "./made-key.tsx";

type Open =
  | { readonly kind: "nothing" }
  | { readonly kind: "create" }
  | { readonly kind: "shown"; readonly key: KeyCreated }
  | { readonly kind: "revoke"; readonly key: KeyRow };

export function KeysPage() {
  const t = useMessages();
  const format = useFormat();
  const queryClient = useQueryClient();
  const mayChange = useMayChange();
  const list = useQuery(keysQuery);
  const [open, setOpen] = useState<Open>({ kind: "nothing" });
  const close = (): void => setOpen({ kind: "nothing" });
  const refresh = (): void => {
    void queryClient.invalidateQueries({ queryKey: keysQuery.queryKey });
  };
  const create = (
    <Button variant="primary" onClick={() => setOpen({ kind: "create" })}>
      <Plus size={16} aria-hidden="true" />
      {t.keys.create}
    </Button>
  );
  const rows = list.data?.data;
  return (
    <>
      <PageHeader
        title={t.keys.title}
        lead={t.keys.lead}
        actions={
          <>
            <Link to="/docs" className={buttonClass()}>
              <BookOpen size={16} aria-hidden="true" />
              {t.docs.title}
            </Link>
            {mayChange ? create : null}
          </>
        }
      />
      <Card className="min-w-0 overflow-hidden">
        {rows === undefined && list.error !== null ? (
          <ErrorState error={list.error} minHeight={280} onRetry={() => void list.refetch()} />
        ) : null}
        {rows === undefined && list.error === null ? <Skeleton className="m-5 h-40" /> : null}
        {rows !== undefined && rows.length === 0 ? (
          <EmptyState
            icon={KeyRound}
            title={t.keys.empty}
            minHeight={280}
            action={mayChange ? create : undefined}
          >
            {t.keys.emptyLead}
          </EmptyState>
        ) : null}
        {rows !== undefined && rows.length > 0 ? (
          <DataTable
            caption={t.keys.caption}
            columns={keyColumns({
              t,
              format,
              onRevoke: mayChange ? (key) => setOpen({ kind: "revoke", key }) : null,
            })}
            rows={rows}
            rowKey={(row) => row.id}
          />
        ) : null}
      </Card>
      {/* One dialog for both steps, so that the focus finds back to what opened the first. */}
      <Dialog
        open={open.kind === "create" || open.kind === "shown"}
        onOpenChange={close}
        title={open.kind === "shown" ? t.keys.shownTitle : t.keys.create}
        wide
      >
        {open.kind === "shown" ? (
          <>
            <MadeKey made={open.key} />
            <div className="mt-5 flex justify-end">
              <Button variant="primary" onClick={close}>
                {t.keys.stored}
              </Button>
            </div>
          </>
        ) : (
          <KeyForm
            onCancel={close}
            onDone={(key) => {
              setOpen({ kind: "shown", key });
              refresh();
            }}
          />
        )}
      </Dialog>
      {open.kind === "revoke" ? (
        <ConfirmDialog
          open
          onClose={close}
          title={t.keys.revokeTitle(open.key.name)}
          lead={t.keys.revokeLead}
          action={t.keys.revoke}
          act={() => revokeKey(open.key.id)}
          onDone={() => {
            close();
            refresh();
          }}
        />
      ) : null}
    </>
  );
}
