import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BookOpen, KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import type { KeyCreated, KeyRow } from "../../../api/contract/keys.ts";
import { keyListQuery, keysQuery, revokeKey } from "../../client/management-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
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
  const list = useInfiniteQuery(keyListQuery);
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
      <ListCard
        list={list}
        caption={t.keys.caption}
        columns={keyColumns({
          t,
          format,
          onRevoke: mayChange ? (key) => setOpen({ kind: "revoke", key }) : null,
        })}
        rowKey={(row) => row.id}
        empty={{
          icon: KeyRound,
          title: t.keys.empty,
          lead: t.keys.emptyLead,
          action: mayChange ? create : undefined,
        }}
      />
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
