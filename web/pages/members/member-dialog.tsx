import type { Role } from "../../../api/contract/keys.ts";
import type { MemberRow } from "../../../api/contract/members.ts";
import { removeMember, signOutMember } from "../../client/member-queries.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { RoleForm } from "./role-form.tsx";

export type MemberTask = "role" | "signOut" | "remove";

interface MemberDialogProps {
  readonly task: MemberTask;
  readonly member: MemberRow;
  readonly ownRole: Role;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

/** One thing to do about a member, asked for once more where others will notice. */
export function MemberDialog({ task, member, ownRole, onClose, onDone }: MemberDialogProps) {
  const words = useMessages().members;
  const done = (): void => {
    onClose();
    void onDone();
  };
  if (task === "role") {
    return (
      <Dialog open onOpenChange={onClose} title={words.changeTitle(member.name)}>
        <RoleForm member={member} ownRole={ownRole} onCancel={onClose} onDone={done} />
      </Dialog>
    );
  }
  const asked = {
    signOut: {
      title: words.signOutTitle(member.name),
      lead: words.signOutLead,
      action: words.signOut,
      act: () => signOutMember(member.id),
    },
    remove: {
      title: words.removeTitle(member.name),
      lead: words.removeLead,
      action: words.remove,
      act: () => removeMember(member.id),
    },
  }[task];
  return <ConfirmDialog open {...asked} onClose={onClose} onDone={done} />;
}
