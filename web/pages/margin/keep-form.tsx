import { keepReport, type MarginQuestion } from "../../client/month-queries.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { TextField } from "../../ui/field.tsx";

interface KeepFormProps {
  readonly question: MarginQuestion;
  readonly name: string;
  readonly onCancel: () => void;
  readonly onDone: () => Promise<void>;
}

/** Asks for the name under which a report is kept. */
export function KeepForm({ question, name, onCancel, onDone }: KeepFormProps) {
  const { margin: words } = useMessages();
  const form = useSubmit({
    send: (fields) => keepReport(fields.text("name"), question),
    onDone,
  });
  return (
    <form onSubmit={form.onSubmit} className="space-y-4">
      <TextField
        label={words.name}
        name="name"
        required
        maxLength={200}
        defaultValue={name}
        autoComplete="off"
        error={form.fieldError("name")}
      />
      <FormProblem error={form.error} />
      <FormActions isPending={form.isPending} submit={words.keep} onCancel={onCancel} />
    </form>
  );
}
