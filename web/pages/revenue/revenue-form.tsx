import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { RevenueEntryInput } from "../../../api/contract/revenue.ts";
import { ATTRIBUTION_FIELDS } from "../../../domain/attribution-fields.ts";
import { isDecimal } from "../../../domain/money.ts";
import { addRevenue } from "../../client/revenue-queries.ts";
import { meQuery } from "../../client/session-queries.ts";
import { FieldError } from "../../forms/field-error.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import type { FormFields } from "../../forms/form-fields.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { newIdempotencyKey } from "../../forms/new-idempotency-key.ts";
import { useSubmit } from "../../forms/use-submit.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { TextField } from "../../ui/field.tsx";

interface RevenueFormProps {
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}

export function RevenueForm({ onDone, onCancel }: RevenueFormProps) {
  const t = useMessages();
  const words = t.revenue;
  const { data: me } = useSuspenseQuery(meQuery);
  // One key for one opened form: sending it again after a lost answer books nothing twice.
  const [idempotencyKey] = useState(newIdempotencyKey);
  const form = useSubmit({
    send: async (fields) => addRevenue(readEntry(fields, t), idempotencyKey),
    onDone,
  });
  return (
    <form onSubmit={form.onSubmit} className="space-y-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label={words.externalId}
          name="external_id"
          required
          maxLength={200}
          hint={words.externalIdHint}
          error={form.fieldError("external_id")}
        />
        <TextField
          label={words.occurredAt}
          name="occurred_at"
          type="datetime-local"
          required
          error={form.fieldError("occurred_at")}
        />
        <TextField
          label={words.amount}
          name="amount"
          inputMode="decimal"
          required
          placeholder="4.00"
          hint={words.amountHint}
          error={form.fieldError("amount")}
        />
        <TextField
          label={words.currency}
          name="currency"
          required
          pattern="[A-Z]{3}"
          defaultValue={me.workspace.currency}
          error={form.fieldError("currency")}
        />
        {ATTRIBUTION_FIELDS.map((name) => (
          <TextField
            key={name}
            label={`${t.dimensions[name]} (${t.common.optional})`}
            name={name}
            error={form.fieldError(name)}
          />
        ))}
        <TextField
          label={`${words.note} (${t.common.optional})`}
          name="note"
          maxLength={1000}
          error={form.fieldError("note")}
        />
      </div>
      <FormProblem error={form.error} />
      <FormActions isPending={form.isPending} submit={words.add} onCancel={onCancel} />
    </form>
  );
}

function readEntry(fields: FormFields, t: Messages): RevenueEntryInput {
  const amount = fields.text("amount").replace(",", ".").replace("−", "-");
  if (!isDecimal(amount)) throw new FieldError("amount", t.prices.badAmount);
  const named = ATTRIBUTION_FIELDS.map((name) => [name, fields.optional(name)] as const);
  const note = fields.optional("note");
  return {
    external_id: fields.text("external_id"),
    // The input gives the browser's own wall clock, which Date reads as such.
    occurred_at: new Date(fields.text("occurred_at")).toISOString(),
    amount,
    currency: fields.text("currency"),
    ...Object.fromEntries(named.filter(([, value]) => value !== null)),
    ...(note === null ? {} : { note }),
  };
}
