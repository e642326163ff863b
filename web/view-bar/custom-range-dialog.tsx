import { useState, type FormEvent } from "react";
import { readFields } from "../forms/form-fields.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { localDate } from "../view/time-range.ts";
import type { View } from "../view/view.ts";

interface CustomRangeDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly view: View;
  readonly onApply: (from: string, to: string) => void;
}

export function CustomRangeDialog({ open, onOpenChange, view, onApply }: CustomRangeDialogProps) {
  const t = useMessages();
  const [error, setError] = useState<string>();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = readFields(new FormData(event.currentTarget));
    const [from, to] = [fields.text("from"), fields.text("to")];
    if (to < from) {
      setError(t.range.wrongOrder);
      return;
    }
    setError(undefined);
    onApply(from, to);
    onOpenChange(false);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t.range.customTitle}
      description={t.range.customLead(view.timeZone)}
    >
      <form onSubmit={submit}>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={t.range.from}
            type="date"
            name="from"
            required
            defaultValue={localDate(view.fromMs, view.timeZone)}
          />
          <TextField
            label={t.range.to}
            type="date"
            name="to"
            required
            error={error}
            defaultValue={localDate(view.toMs - 1, view.timeZone)}
          />
        </div>
        <div className="mt-6 flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>{t.common.cancel}</Button>
          <Button type="submit" variant="primary">
            {t.range.apply}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
