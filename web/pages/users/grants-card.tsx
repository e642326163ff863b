import { useInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Gift } from "lucide-react";
import { useState } from "react";
import type { GrantRow } from "../../../api/contract/quotas.ts";
import { meQuery } from "../../client/session-queries.ts";
import { revokeGrant, userGrantsQuery } from "../../client/user-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { amountText } from "../../quotas/amount-text.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { GrantForm } from "./grant-form.tsx";

type Open =
  | { readonly kind: "nothing" | "give" }
  | { readonly kind: "revoke"; readonly grant: GrantRow };

const tones = { active: "ok", used_up: "neutral", expired: "neutral", revoked: "warn" } as const;

/** What was given to the user on top of their limits. */
export function GrantsCard({ user, onChange }: { user: string; onChange: () => Promise<void> }) {
  const t = useMessages();
  const words = t.user;
  const mayChange = useMayChange();
  const list = useInfiniteQuery(userGrantsQuery(user));
  const [open, setOpen] = useState<Open>({ kind: "nothing" });
  const close = (): void => setOpen({ kind: "nothing" });
  const grants = list.data?.pages.flatMap((page) => page.data);
  const done = async (): Promise<void> => {
    close();
    await onChange();
  };
  return (
    <Card>
      <div className="mb-3 flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 basis-56">
          <h2 className="text-[15px] font-semibold tracking-tight">{words.grants}</h2>
          <p className="mt-0.5 text-[13px] text-muted">{words.grantsLead}</p>
        </div>
        {mayChange ? (
          <Button size="small" onClick={() => setOpen({ kind: "give" })}>
            <Gift size={14} aria-hidden="true" />
            {words.grant}
          </Button>
        ) : null}
      </div>
      {grants === undefined && list.error !== null ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {grants === undefined && list.error === null ? <Skeleton className="h-20 w-full" /> : null}
      {grants?.length === 0 ? (
        <EmptyState icon={Gift} title={words.noGrants} minHeight={100} />
      ) : null}
      <ul aria-label={words.grantsCaption} className="divide-y divide-hairline">
        {(grants ?? []).map((grant) => (
          <li key={grant.id} className="py-2.5">
            <Grant
              grant={grant}
              onRevoke={mayChange ? () => setOpen({ kind: "revoke", grant }) : null}
            />
          </li>
        ))}
      </ul>
      {list.hasNextPage ? (
        <Button size="small" onClick={() => void list.fetchNextPage()}>
          {t.common.more}
        </Button>
      ) : null}
      {open.kind === "give" ? (
        <Dialog open onOpenChange={close} title={words.grantTitle(user)} wide>
          <GrantForm user={user} onCancel={close} onDone={done} />
        </Dialog>
      ) : null}
      {open.kind === "revoke" ? (
        <ConfirmDialog
          open
          onClose={close}
          title={words.revokeTitle}
          lead={words.revokeLead}
          action={words.revoke}
          act={() => revokeGrant(open.grant.id)}
          onDone={() => void done()}
        />
      ) : null}
    </Card>
  );
}

function Grant({ grant, onRevoke }: { grant: GrantRow; onRevoke: (() => void) | null }) {
  const t = useMessages();
  const format = useFormat();
  const { data: me } = useSuspenseQuery(meQuery);
  const words = t.user;
  const amount = (decimal: string): string =>
    amountText(decimal, grant.metric, me.workspace.currency, t, format);
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        <p className="tabular flex flex-wrap items-center gap-2">
          <span className="font-medium">{amount(grant.amount)}</span>
          <Badge tone={tones[grant.status]}>{words.statuses[grant.status]}</Badge>
          {grant.revenue_external_id === null ? null : (
            <Badge tone="info">
              {words.paid} {grant.revenue_external_id}
            </Badge>
          )}
        </p>
        <p className="tabular mt-0.5 text-[13px] break-words text-muted">
          {words.leftOf(amount(grant.left))} ·{" "}
          {words.expiresOn(format.datedInstant(grant.expires_at))} · {grant.reason} ·{" "}
          {grant.created_by}
        </p>
      </div>
      {grant.status === "active" && onRevoke !== null ? (
        <Button size="small" aria-label={words.revokeOf(grant.reason)} onClick={onRevoke}>
          {words.revoke}
        </Button>
      ) : null}
    </div>
  );
}
