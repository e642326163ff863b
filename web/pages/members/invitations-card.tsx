import { useInfiniteQuery } from "@tanstack/react-query";
import { MailPlus } from "lucide-react";
import { useState } from "react";
import type { InvitationRow } from "../../../api/contract/invitations.ts";
import { invitationsQuery, revokeInvitation } from "../../client/member-queries.ts";
import type { Format } from "../../format/create-format.ts";
import { useFormat } from "../../format/use-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { ListCard } from "../../ui/list-card.tsx";

/** Who was invited and what became of it. */
export function InvitationsCard({ onChanged }: { onChanged: () => Promise<void> }) {
  const t = useMessages();
  const words = t.members;
  const format = useFormat();
  const list = useInfiniteQuery(invitationsQuery);
  const [asked, setAsked] = useState<InvitationRow | null>(null);
  return (
    <section className="mt-8">
      <h2 className="font-semibold">{words.invitations}</h2>
      <p className="mt-0.5 mb-3 text-[13px] text-muted">{words.invitationsLead}</p>
      <ListCard
        list={list}
        caption={words.invitationsCaption}
        columns={columnsOf(t, format, setAsked)}
        rowKey={(row) => row.id}
        minHeight={180}
        empty={{ icon: MailPlus, title: words.noInvitations, lead: words.noInvitationsLead }}
      />
      {asked === null ? null : (
        <ConfirmDialog
          open
          onClose={() => setAsked(null)}
          title={words.takeBackTitle(asked.email)}
          lead={words.takeBackLead}
          action={words.takeBack}
          act={() => revokeInvitation(asked.id)}
          onDone={() => {
            setAsked(null);
            void onChanged();
          }}
        />
      )}
    </section>
  );
}

const TONES = { pending: "info", expired: "neutral", accepted: "ok", revoked: "neutral" } as const;

function columnsOf(
  t: Messages,
  format: Format,
  onTakeBack: (row: InvitationRow) => void,
): readonly Column<InvitationRow>[] {
  const words = t.members;
  const status = (row: InvitationRow) => (
    <Badge tone={TONES[row.status]}>{words.statuses[row.status]}</Badge>
  );
  return [
    {
      id: "email",
      header: words.email,
      rowHeader: true,
      cell: (row) => (
        <>
          <span
            className="block max-w-[11rem] truncate font-medium sm:max-w-none"
            title={row.email}
          >
            {row.email}
          </span>
          <span className="mt-1 block sm:hidden">{status(row)}</span>
        </>
      ),
    },
    { id: "role", header: words.role, from: "sm", cell: (row) => words.roles[row.role] },
    {
      id: "status",
      header: words.status,
      from: "sm",
      cell: status,
    },
    {
      id: "by",
      header: words.invitedBy,
      from: "md",
      cell: (row) => row.invited_by ?? <span className="text-muted">{words.byToken}</span>,
    },
    {
      id: "until",
      header: words.until,
      from: "md",
      cell: (row) => <span className="tabular">{format.datedInstant(row.expires_at)}</span>,
    },
    {
      id: "take-back",
      header: <span className="sr-only">{words.takeBack}</span>,
      align: "right",
      cell: (row) =>
        row.status === "pending" ? (
          <Button
            size="small"
            aria-label={words.takeBackOf(row.email)}
            onClick={() => onTakeBack(row)}
          >
            {words.takeBack}
          </Button>
        ) : null,
    },
  ];
}
