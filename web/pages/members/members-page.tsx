import { useInfiniteQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { UserPlus, Users } from "lucide-react";
import { useState } from "react";
import type { MemberRow } from "../../../api/contract/members.ts";
import { invitationsQuery, membersQuery } from "../../client/member-queries.ts";
import { meQuery } from "../../client/session-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useNow } from "../../frame/use-now.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { InvitationsCard } from "./invitations-card.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { MemberDialog, type MemberTask } from "./member-dialog.tsx";
import { memberColumns } from "./member-columns.tsx";

const MINUTE_MS = 60_000;

type Open =
  | { readonly kind: "nothing" }
  | { readonly kind: "invite" }
  | { readonly kind: "member"; readonly task: MemberTask; readonly member: MemberRow };

/** Who may sign in to the workspace, and who is invited to. */
export function MembersPage() {
  const t = useMessages();
  const words = t.members;
  const format = useFormat();
  const queryClient = useQueryClient();
  const nowMs = useNow(MINUTE_MS);
  const { data: me } = useSuspenseQuery(meQuery);
  const mayChange = me.role !== "viewer";
  const members = useInfiniteQuery(membersQuery);
  const [open, setOpen] = useState<Open>({ kind: "nothing" });
  const close = (): void => setOpen({ kind: "nothing" });
  const refresh = async (): Promise<void> => {
    await Promise.all(
      [membersQuery, invitationsQuery].map(({ queryKey }) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
  };
  const inviteButton = mayChange ? (
    <Button variant="primary" onClick={() => setOpen({ kind: "invite" })}>
      <UserPlus size={16} aria-hidden="true" />
      {words.invite}
    </Button>
  ) : undefined;
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} actions={inviteButton} />
      <ListCard
        list={members}
        caption={words.caption}
        columns={memberColumns({
          t,
          format,
          nowMs,
          ownRole: me.role,
          onTask: (task, member) => setOpen({ kind: "member", task, member }),
        })}
        rowKey={(row) => row.id}
        minHeight={160}
        empty={{ icon: Users, title: words.title, lead: words.noInvitationsLead }}
      />
      <dl className="mt-4 grid gap-x-8 gap-y-2 text-[13px] sm:grid-cols-3">
        {(["viewer", "admin", "owner"] as const).map((role) => (
          <div key={role}>
            <dt className="font-medium">{words.roles[role]}</dt>
            <dd className="text-muted">{words.rolesHint[role]}</dd>
          </div>
        ))}
      </dl>
      {mayChange ? <InvitationsCard onChanged={refresh} /> : null}
      {open.kind === "invite" ? (
        <InviteDialog ownRole={me.role} onClose={close} onInvited={refresh} />
      ) : null}
      {open.kind === "member" ? (
        <MemberDialog
          task={open.task}
          member={open.member}
          ownRole={me.role}
          onClose={close}
          onDone={refresh}
        />
      ) : null}
    </>
  );
}
