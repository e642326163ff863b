import { useQueryClient } from "@tanstack/react-query";
import type { NoteAnnotation } from "../../api/contract/notes.ts";
import { changeNote, writeNote } from "../client/annotation-queries.ts";
import { useFormat } from "../format/use-format.ts";
import { FieldError } from "../forms/field-error.ts";
import { FormActions } from "../forms/form-actions.tsx";
import { FormProblem } from "../forms/form-problem.tsx";
import { useSubmit } from "../forms/use-submit.ts";
import { useMayChange } from "../frame/use-may-change.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { Dialog } from "../ui/dialog.tsx";
import { CheckField, TextField } from "../ui/field.tsx";
import { localMinute, parseLocalTime } from "../view/time-range.ts";

interface NoteDialogProps {
  /** Null for a new one. */
  readonly note: NoteAnnotation | null;
  /** When a new one is about, ms since the epoch. */
  readonly atMs: number;
  readonly onClose: () => void;
}

/** Writes a note or changes one. */
export function NoteDialog({ note, atMs, onClose }: NoteDialogProps) {
  const t = useMessages();
  const words = t.annotations;
  const { timeZone } = useFormat();
  const mayShare = useMayChange();
  const queryClient = useQueryClient();
  const form = useSubmit({
    send: (fields) => {
      const at = parseLocalTime(fields.text("at"), timeZone);
      if (at === null) throw new FieldError("at", words.badTime);
      const input = {
        at: new Date(at.getTime()).toISOString(),
        text: fields.text("text"),
        visibility: fields.isChecked("share") ? ("workspace" as const) : ("private" as const),
      };
      return note === null ? writeNote(input) : changeNote(note.id, input);
    },
    onDone: async () => {
      await queryClient.invalidateQueries({ queryKey: ["annotations"] });
      onClose();
    },
  });
  const shownMs = note === null ? atMs : Date.parse(note.at);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={note === null ? words.addTitle : words.editTitle}
      description={words.lead}
    >
      <form onSubmit={form.onSubmit} className="space-y-4">
        <FormProblem error={form.error} />
        <TextField
          label={words.text}
          name="text"
          required
          maxLength={500}
          defaultValue={note?.text ?? ""}
          error={form.fieldError("text")}
        />
        <TextField
          label={words.when(timeZone)}
          name="at"
          type="datetime-local"
          required
          defaultValue={localMinute(shownMs, timeZone)}
          error={form.fieldError("at")}
        />
        <CheckField
          label={words.share}
          name="share"
          disabled={!mayShare}
          defaultChecked={note?.visibility === "workspace"}
        />
        <FormActions isPending={form.isPending} submit={t.common.save} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
