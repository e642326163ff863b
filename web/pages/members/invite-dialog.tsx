import { useState } from "react";
import type { InvitationCreated } from "../../../api/contract/invitations.ts";
import type { Role } from "../../../api/contract/keys.ts";
import { invite } from "../../client/member-queries.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { RadioCards } from "../../ui/radio-cards.tsx";
import { rolesWithin } from "./roles-within.ts";

const DAYS = [1, 3, 7, 14, 30];
const DEFAULT_DAYS = 7;

interface InviteDialogProps {
  readonly ownRole: Role;
  readonly onClose: () => void;
  readonly onInvited: () => Promise<void>;
}

/** Makes an invitation, then shows its link: the only time. */
export function InviteDialog({ ownRole, onClose, onInvited }: InviteDialogProps) {
  const t = useMessages();
  const words = t.members;
  const [role, setRole] = useState<Role>("viewer");
  const [made, setMade] = useState<InvitationCreated | null>(null);
  const form = useSubmit({
    send: (fields) =>
      invite({ email: fields.text("email"), role, expires_in_days: Number(fields.text("days")) }),
    onDone: (invitation) => {
      setMade(invitation);
      return onInvited();
    },
  });
  if (made !== null) return <ShownLink invitation={made} onClose={onClose} />;
  return (
    <Dialog open onOpenChange={onClose} title={words.inviteTitle} description={words.inviteLead}>
      <form onSubmit={form.onSubmit} className="space-y-4">
        <TextField
          label={words.email}
          name="email"
          type="email"
          required
          maxLength={254}
          autoComplete="off"
          error={form.fieldError("email")}
        />
        <RadioCards
          legend={words.role}
          value={role}
          onChange={setRole}
          choices={rolesWithin(ownRole).map((value) => ({
            value,
            label: words.roles[value],
            hint: words.rolesHint[value],
          }))}
        />
        <SelectField label={words.days} name="days" defaultValue={DEFAULT_DAYS}>
          {DAYS.map((days) => (
            <option key={days} value={days}>
              {words.dayCount(days)}
            </option>
          ))}
        </SelectField>
        <FormProblem error={form.error} />
        <FormActions isPending={form.isPending} submit={words.makeLink} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function ShownLink({
  invitation,
  onClose,
}: {
  invitation: InvitationCreated;
  onClose: () => void;
}) {
  const words = useMessages().members;
  const format = useFormat();
  const until = format.datedInstant(invitation.expires_at);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={words.linkTitle}
      description={words.linkLead(invitation.email, until)}
    >
      <div className="flex flex-wrap items-center gap-3 rounded-xl border border-ok/40 bg-ok-tint p-4">
        <code
          data-testid="link"
          className="min-w-0 flex-1 font-mono text-[13px] break-all text-text select-all"
        >
          {invitation.url}
        </code>
        <CopyButton text={invitation.url} label={words.copyLink} showLabel />
      </div>
      <div className="mt-5 flex justify-end">
        <Button variant="primary" onClick={onClose}>
          {words.done}
        </Button>
      </div>
    </Dialog>
  );
}
