import { reopenMonth } from "../../client/month-queries.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { TextField } from "../../ui/field.tsx";

interface ReopenFormProps {
  readonly month: string;
  readonly onCancel: () => void;
  readonly onDone: () => Promise<void>;
}

/** Asks why a month is opened again. */
export function ReopenForm({ month, onCancel, onDone }: ReopenFormProps) {
  const { months: words } = useMessages();
  const form = useSubmit({
    send: (fields) => reopenMonth(month, fields.text("reason")),
    onDone,
  });
  return (
    <form onSubmit={form.onSubmit} className="space-y-4">
      <TextField
        label={words.reason}
        hint={words.reasonHint}
        name="reason"
        required
        maxLength={1_000}
        autoComplete="off"
        error={form.fieldError("reason")}
      />
      <FormProblem error={form.error} />
      <FormActions isPending={form.isPending} submit={words.reopenAction} onCancel={onCancel} />
    </form>
  );
}
