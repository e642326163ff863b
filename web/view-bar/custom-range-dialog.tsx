import { useState, type FormEvent } from "react";
import { useFormat } from "../format/use-format.ts";
import { readFields } from "../forms/form-fields.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { CheckField, TextField } from "../ui/field.tsx";
import {
  asChoice,
  isPeriod,
  localDate,
  localMinute,
  MAX_RANGE_DAYS,
  parseLocalTime,
} from "../view/time-range.ts";
import type { View } from "../view/view.ts";

interface CustomRangeDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly view: View;
  readonly onApply: (from: string, to: string) => void;
}

/** Whole days, or with times of day. */
export function CustomRangeDialog({ open, onOpenChange, view, onApply }: CustomRangeDialogProps) {
  const t = useMessages();
  const format = useFormat();
  const { fromMs, toMs, timeZone } = view;
  const [error, setError] = useState<string>();
  const [chosen, setChosen] = useState<boolean | null>(null);
  const withTimes = chosen ?? asChoice(view, timeZone).from?.includes("T") === true;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = readFields(new FormData(event.currentTarget));
    const [from, to] = [fields.text("from"), fields.text("to")];
    const [start, end] = [parseLocalTime(from, timeZone), parseLocalTime(to, timeZone, 1)];
    if (start === null || end === null || end <= start) {
      setError(t.range.wrongOrder);
      return;
    }
    if (!isPeriod(from, to)) {
      setError(t.range.tooLong(format.count(MAX_RANGE_DAYS)));
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
      description={t.range.customLead(timeZone)}
    >
      <form onSubmit={submit} className="space-y-4">
        <div key={String(withTimes)} className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={withTimes ? t.range.fromTime : t.range.from}
            type={withTimes ? "datetime-local" : "date"}
            name="from"
            required
            defaultValue={withTimes ? localMinute(fromMs, timeZone) : localDate(fromMs, timeZone)}
          />
          <TextField
            label={withTimes ? t.range.toTime : t.range.to}
            type={withTimes ? "datetime-local" : "date"}
            name="to"
            required
            error={error}
            defaultValue={withTimes ? localMinute(toMs, timeZone) : localDate(toMs - 1, timeZone)}
          />
        </div>
        <CheckField
          label={t.range.withTimes}
          checked={withTimes}
          onChange={(event) => setChosen(event.currentTarget.checked)}
        />
        <div className="flex justify-end gap-2 pt-2">
          <Button onClick={() => onOpenChange(false)}>{t.common.cancel}</Button>
          <Button type="submit" variant="primary">
            {t.range.apply}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
