import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SavedView } from "../../api/contract/views.ts";
import {
  changeSavedView,
  deleteSavedView,
  savedViewsQuery,
  saveView,
} from "../client/saved-view-queries.ts";
import { FormActions } from "../forms/form-actions.tsx";
import { FormProblem } from "../forms/form-problem.tsx";
import { useSubmit } from "../forms/use-submit.ts";
import { useMayChange } from "../frame/use-may-change.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { CheckField, TextField } from "../ui/field.tsx";

interface SavedViewDialogProps {
  /** What is being named anew, or null for a new one. */
  readonly saved: SavedView | null;
  /** Of a new one. */
  readonly page: string;
  readonly search: string;
  readonly onClose: () => void;
  readonly onSaved: (saved: SavedView) => void;
  readonly onDeleted: () => void;
}

/** Gives what is on the page a name, or a saved view another one. */
export function SavedViewDialog(props: SavedViewDialogProps) {
  const { saved, page, search, onClose } = props;
  const t = useMessages();
  const words = t.views;
  const mayShare = useMayChange();
  const queryClient = useQueryClient();
  const [deleting, setDeleting] = useState(false);
  const refresh = () => queryClient.invalidateQueries({ queryKey: savedViewsQuery.queryKey });
  const form = useSubmit({
    send: (fields) => {
      const named = {
        name: fields.text("name"),
        visibility: fields.isChecked("share") ? ("workspace" as const) : ("private" as const),
        pinned: fields.isChecked("pinned"),
      };
      return saved === null
        ? saveView({ ...named, page, search })
        : changeSavedView(saved.id, named);
    },
    onDone: async (done) => {
      await refresh();
      props.onSaved(done);
    },
  });
  if (deleting && saved !== null) {
    return (
      <ConfirmDialog
        open
        onClose={onClose}
        title={words.deleteTitle(saved.name)}
        lead={words.deleteLead}
        action={words.delete}
        act={() => deleteSavedView(saved.id)}
        onDone={() => {
          void refresh();
          props.onDeleted();
        }}
      />
    );
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={saved === null ? words.saveTitle : words.editTitle}
      description={words.saveLead}
    >
      <form onSubmit={form.onSubmit} className="space-y-4">
        <FormProblem error={form.error} />
        <TextField
          label={words.name}
          name="name"
          required
          maxLength={100}
          defaultValue={saved?.name ?? ""}
          error={form.fieldError("name")}
        />
        <CheckField
          label={words.share}
          hint={words.shareHint}
          name="share"
          disabled={!mayShare}
          defaultChecked={saved?.visibility === "workspace"}
        />
        <CheckField label={words.pinned} name="pinned" defaultChecked={saved?.pinned === true} />
        {saved === null ? null : (
          <Button variant="danger" size="small" onClick={() => setDeleting(true)}>
            {words.delete}
          </Button>
        )}
        <FormActions isPending={form.isPending} submit={t.common.save} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
