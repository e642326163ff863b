import { isDecimal } from "../../../domain/money.ts";
import { writeInvoice, type InvoiceBody } from "../../client/reconciliation-queries.ts";
import { FieldError } from "../../forms/field-error.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import type { FormFields } from "../../forms/form-fields.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { TextField } from "../../ui/field.tsx";
import { InvoiceFields } from "./invoice-fields.tsx";

interface TotalInvoiceFormProps {
  readonly onCancel: () => void;
  readonly onDone: () => Promise<void>;
}

/** One amount for one model and month, by hand. */
export function TotalInvoiceForm({ onCancel, onDone }: TotalInvoiceFormProps) {
  const t = useMessages();
  const words = t.reconciliation;
  const form = useSubmit({ send: async (fields) => writeInvoice(readTotal(fields, t)), onDone });
  return (
    <form onSubmit={form.onSubmit} className="space-y-4">
      <InvoiceFields fieldError={form.fieldError} />
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField
          label={words.month}
          name="month"
          type="month"
          required
          pattern="\d{4}-\d{2}"
          placeholder="2026-03"
          error={form.fieldError("lines[0].date")}
        />
        <TextField
          label={words.model}
          name="model"
          required
          maxLength={200}
          error={form.fieldError("lines[0].model")}
        />
        <TextField
          label={words.total}
          name="amount"
          inputMode="decimal"
          required
          error={form.fieldError("amount") ?? form.fieldError("lines[0].amount")}
        />
      </div>
      <FormProblem error={form.error} />
      <FormActions isPending={form.isPending} submit={words.save} onCancel={onCancel} />
    </form>
  );
}

function readTotal(fields: FormFields, t: Messages): InvoiceBody {
  const amount = fields.text("amount").replace(",", ".").replace("−", "-");
  if (!isDecimal(amount)) throw new FieldError("amount", t.reconciliation.badAmount);
  return {
    name: fields.text("name"),
    provider: fields.text("provider"),
    currency: fields.text("currency"),
    tz: fields.text("tz"),
    lines: [{ date: fields.text("month"), model: fields.text("model"), amount }],
  };
}
