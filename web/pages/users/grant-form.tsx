import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { GrantInput } from "../../../api/contract/quotas.ts";
import { isDecimal } from "../../../domain/money.ts";
import { meQuery } from "../../client/session-queries.ts";
import { giveGrant } from "../../client/user-queries.ts";
import { endOfLocalDay } from "../../format/local-time.ts";
import { FieldError } from "../../forms/field-error.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import type { FormFields } from "../../forms/form-fields.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { newIdempotencyKey } from "../../forms/new-idempotency-key.ts";
import { useSubmit } from "../../forms/use-submit.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { CheckField, SelectField, TextField } from "../../ui/field.tsx";
import { oneOf } from "../../view/view-search.ts";

interface GrantFormProps {
  readonly user: string;
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}

const METRICS = ["generations", "video_seconds", "gpu_seconds", "cost"] as const;

export function GrantForm({ user, onDone, onCancel }: GrantFormProps) {
  const t = useMessages();
  const words = t.user;
  const { data: me } = useSuspenseQuery(meQuery);
  const [bought, setBought] = useState(false);
  // One key for one opened form: sending it again after a lost answer gives nothing twice.
  const [idempotencyKey] = useState(newIdempotencyKey);
  const form = useSubmit({
    send: async (fields) => giveGrant(readGrant(fields, user, bought, t), idempotencyKey),
    onDone,
  });
  return (
    <form onSubmit={form.onSubmit} className="space-y-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label={words.amount}
          name="amount"
          inputMode="decimal"
          required
          autoComplete="off"
          error={form.fieldError("amount")}
        />
        <SelectField label={words.metric} name="metric" error={form.fieldError("metric")}>
          {METRICS.map((metric) => (
            <option key={metric} value={metric}>
              {metric === "cost"
                ? `${t.quotas.metrics.cost} (${me.workspace.currency})`
                : t.quotas.metrics[metric]}
            </option>
          ))}
        </SelectField>
        <TextField
          label={words.expires}
          name="expires"
          type="date"
          required
          hint={words.expiresHint}
          error={form.fieldError("expires_at")}
        />
        <TextField
          label={words.reason}
          name="reason"
          required
          maxLength={500}
          hint={words.reasonHint}
          error={form.fieldError("reason")}
        />
      </div>
      <CheckField
        label={words.bought}
        hint={words.boughtHint}
        checked={bought}
        onChange={(event) => setBought(event.currentTarget.checked)}
      />
      {bought ? (
        <div className="grid gap-5 sm:grid-cols-3">
          <TextField
            label={words.paymentId}
            name="external_id"
            required
            maxLength={200}
            error={form.fieldError("revenue.external_id")}
          />
          <TextField
            label={words.price}
            name="price"
            inputMode="decimal"
            required
            error={form.fieldError("revenue.amount")}
          />
          <TextField
            label={words.currency}
            name="currency"
            required
            pattern="[A-Z]{3}"
            defaultValue={me.workspace.currency}
            error={form.fieldError("revenue.currency")}
          />
        </div>
      ) : null}
      <FormProblem error={form.error} />
      <FormActions isPending={form.isPending} submit={words.give} onCancel={onCancel} />
    </form>
  );
}

function readGrant(fields: FormFields, user: string, bought: boolean, t: Messages): GrantInput {
  const amountOf = (name: string, field: string): string => {
    const amount = fields.text(name).replace(",", ".");
    if (!isDecimal(amount) || amount.startsWith("-")) {
      throw new FieldError(field, t.user.badAmount);
    }
    return amount;
  };
  const expires = endOfLocalDay(fields.text("expires"));
  if (expires === null || Date.parse(expires) < Date.now()) {
    throw new FieldError("expires_at", t.user.badDate);
  }
  return {
    user,
    metric: oneOf(METRICS, fields.text("metric")) ?? "generations",
    amount: amountOf("amount", "amount"),
    expires_at: expires,
    reason: fields.text("reason"),
    ...(bought
      ? {
          revenue: {
            external_id: fields.text("external_id"),
            amount: amountOf("price", "revenue.amount"),
            currency: fields.text("currency"),
          },
        }
      : {}),
  };
}
