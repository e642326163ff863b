import { useMutation } from "@tanstack/react-query";
import { Ban, CircleCheck } from "lucide-react";
import { useState } from "react";
import type { UserBlockInput } from "../../../api/contract/users.ts";
import { blockUser, unblockUser } from "../../client/user-queries.ts";
import { fromLocalMinute } from "../../format/local-time.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import type { FormFields } from "../../forms/form-fields.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";

interface BlockButtonProps {
  readonly user: string;
  readonly blocked: boolean;
  readonly onDone: () => Promise<void>;
}

/** Stops a user with a reason, or lets them go on. */
export function BlockButton({ user, blocked, onDone }: BlockButtonProps) {
  const t = useMessages();
  const mayChange = useMayChange();
  const [open, setOpen] = useState(false);
  const unblock = useMutation({ mutationFn: () => unblockUser(user), onSuccess: onDone });
  if (!mayChange) return null;
  if (blocked) {
    return (
      <>
        <FormProblem error={unblock.error} />
        <Button disabled={unblock.isPending} onClick={() => unblock.mutate()}>
          <CircleCheck size={16} aria-hidden="true" />
          {t.user.unblock}
        </Button>
      </>
    );
  }
  return (
    <>
      <Button variant="danger" onClick={() => setOpen(true)}>
        <Ban size={16} aria-hidden="true" />
        {t.user.block}
      </Button>
      {open ? (
        <BlockDialog
          user={user}
          onClose={() => setOpen(false)}
          onDone={async () => {
            setOpen(false);
            await onDone();
          }}
        />
      ) : null}
    </>
  );
}

interface BlockDialogProps {
  readonly user: string;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

function BlockDialog({ user, onClose, onDone }: BlockDialogProps) {
  const t = useMessages();
  const words = t.user;
  const form = useSubmit({ send: (fields) => blockUser(user, readBlock(fields)), onDone });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={words.blockTitle(user)}
      description={words.blockLead}
    >
      <form onSubmit={form.onSubmit} className="space-y-5">
        <TextField
          label={words.reason}
          name="reason"
          required
          maxLength={500}
          hint={words.reasonHint}
          error={form.fieldError("reason")}
        />
        <TextField
          label={`${words.until} (${t.common.optional})`}
          name="until"
          type="datetime-local"
          hint={words.untilHint}
          error={form.fieldError("until")}
        />
        <FormProblem error={form.error} />
        <FormActions isPending={form.isPending} submit={words.block} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function readBlock(fields: FormFields): UserBlockInput {
  const until = fromLocalMinute(fields.text("until"));
  return { reason: fields.text("reason"), ...(until === null ? {} : { until }) };
}
