import { useSuspenseQuery } from "@tanstack/react-query";
import { addRates } from "../../client/rate-queries.ts";
import { meQuery } from "../../client/session-queries.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { TextField } from "../../ui/field.tsx";

interface RateFormProps {
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}

/** One rate of one day; the same day and pair again replaces it. */
export function RateForm({ onDone, onCancel }: RateFormProps) {
  const t = useMessages();
  const words = t.rates;
  const { data: me } = useSuspenseQuery(meQuery);
  const form = useSubmit({
    send: async (fields) =>
      addRates({
        date: fields.text("date"),
        base: fields.text("base").toUpperCase(),
        quote: fields.text("quote").toUpperCase(),
        rate: fields.text("rate").replace(",", "."),
      }),
    onDone,
  });
  return (
    <form onSubmit={form.onSubmit} className="space-y-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label={words.date}
          name="date"
          type="date"
          required
          error={form.fieldError("date")}
        />
        <TextField
          label={words.rate}
          name="rate"
          inputMode="decimal"
          required
          placeholder="1.0842"
          error={form.fieldError("rate")}
        />
        <TextField
          label={words.base}
          name="base"
          required
          maxLength={3}
          placeholder="EUR"
          hint={words.baseHint}
          error={form.fieldError("base")}
        />
        <TextField
          label={words.quote}
          name="quote"
          required
          maxLength={3}
          defaultValue={me.workspace.currency}
          hint={words.quoteHint}
          error={form.fieldError("quote")}
        />
      </div>
      <FormProblem error={form.error} />
      <FormActions isPending={form.isPending} submit={words.add} onCancel={onCancel} />
    </form>
  );
}
