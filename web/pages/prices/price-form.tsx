import { useSuspenseQuery } from "@tanstack/react-query";
import type { PriceInput } from "../../../api/contract/prices.ts";
import { isDecimal } from "../../../domain/money.ts";
import { PRICE_UNITS } from "../../../domain/generation.ts";
import { createPrice } from "../../client/management-queries.ts";
import { meQuery } from "../../client/session-queries.ts";
import { FieldError } from "../../forms/field-error.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import { parsePairs, type FormFields } from "../../forms/form-fields.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { PairsField } from "../../forms/pairs-field.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { SelectField, TextField } from "../../ui/field.tsx";
import { conditionValue } from "./condition-value.ts";

interface PriceFormProps {
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}

export function PriceForm({ onDone, onCancel }: PriceFormProps) {
  const t = useMessages();
  const words = t.prices;
  const { data: me } = useSuspenseQuery(meQuery);
  const form = useSubmit({ send: async (fields) => createPrice(readPrice(fields, t)), onDone });
  return (
    <form onSubmit={form.onSubmit} className="space-y-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label={words.provider}
          name="provider"
          required
          defaultValue="openai"
          error={form.fieldError("provider")}
        />
        <TextField
          label={words.model}
          name="model"
          required
          placeholder="sora-2"
          error={form.fieldError("model")}
        />
      </div>
      <div className="grid gap-5 sm:grid-cols-3">
        <TextField
          label={words.amount}
          name="amount"
          inputMode="decimal"
          required
          placeholder="0.10"
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
        <SelectField label={words.unit} name="unit" error={form.fieldError("unit")}>
          {PRICE_UNITS.map((unit) => (
            <option key={unit} value={unit}>
              {words.units[unit]}
            </option>
          ))}
        </SelectField>
      </div>
      <PairsField
        label={`${words.conditions} (${t.common.optional})`}
        name="conditions"
        hint={words.conditionsHint}
        error={form.fieldError("conditions")}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label={`${words.validFrom} (UTC)`}
          name="valid_from"
          type="date"
          required
          error={form.fieldError("valid_from")}
        />
        <TextField
          label={`${words.validTo} (UTC, ${t.common.optional})`}
          name="valid_to"
          type="date"
          hint={words.validToHint}
          error={form.fieldError("valid_to")}
        />
      </div>
      <TextField
        label={`${words.source} (${t.common.optional})`}
        name="source"
        maxLength={500}
        hint={words.sourceHint}
        error={form.fieldError("source")}
      />
      <FormProblem error={form.error} />
      <FormActions isPending={form.isPending} submit={words.add} onCancel={onCancel} />
    </form>
  );
}

function readPrice(fields: FormFields, t: Messages): PriceInput {
  const amount = fields.text("amount").replace(",", ".");
  if (!isDecimal(amount)) throw new FieldError("amount", t.prices.badAmount);
  const conditions = parsePairs(fields.text("conditions"));
  if (conditions.kind === "bad") {
    throw new FieldError("conditions", t.keys.badPair(conditions.line));
  }
  const validTo = fields.optional("valid_to");
  const source = fields.optional("source");
  return {
    provider: fields.text("provider"),
    model: fields.text("model"),
    unit: PRICE_UNITS.find((unit) => unit === fields.text("unit")) ?? "second",
    amount,
    currency: fields.text("currency"),
    valid_from: fields.text("valid_from"),
    conditions: Object.fromEntries(
      Object.entries(conditions.pairs).map(([name, value]) => [name, conditionValue(value)]),
    ),
    ...(validTo === null ? {} : { valid_to: validTo }),
    ...(source === null ? {} : { source }),
  };
}
