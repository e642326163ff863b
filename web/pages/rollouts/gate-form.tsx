import { useSuspenseQuery } from "@tanstack/react-query";
import type { GateInput, GateRow } from "../../../api/contract/quotas.ts";
import { isDecimal } from "../../../domain/money.ts";
import { changeGate, createGate } from "../../client/quota-queries.ts";
import { meQuery } from "../../client/session-queries.ts";
import { fromLocalMinute, toLocalMinute } from "../../format/local-time.ts";
import { FieldError } from "../../forms/field-error.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import { splitList, type FormFields } from "../../forms/form-fields.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import { ZoneField } from "../../forms/zone-field.tsx";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { trimDecimal } from "../../quotas/quota-draft.ts";
import { CheckField, TextField } from "../../ui/field.tsx";

interface GateFormProps {
  /** The stage to change; absent makes a new one. */
  readonly existing?: GateRow;
  /** The feature that a new stage is for; empty leaves it open. */
  readonly feature?: string;
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}

const LISTS = ["regions", "platforms", "plans"] as const;

export function GateForm({ existing, feature = "", onDone, onCancel }: GateFormProps) {
  const t = useMessages();
  const words = t.rollouts;
  const { data: me } = useSuspenseQuery(meQuery);
  const form = useSubmit({
    send: async (fields) => {
      const input = readGate(fields, t);
      return existing === undefined ? createGate(input) : changeGate(existing, input);
    },
    onDone,
  });
  const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const optional = (label: string): string => `${label} (${t.common.optional})`;
  return (
    <form onSubmit={form.onSubmit} className="space-y-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label={words.name}
          name="name"
          required
          maxLength={100}
          autoComplete="off"
          defaultValue={existing?.name ?? ""}
          hint={words.nameHint}
          error={form.fieldError("name")}
        />
        <TextField
          label={words.feature}
          name="feature"
          required
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          defaultValue={existing?.feature ?? feature}
          hint={words.featureHint}
          error={form.fieldError("feature")}
        />
      </div>
      <div className="grid gap-5 sm:grid-cols-3">
        {LISTS.map((name) => (
          <TextField
            key={name}
            label={optional(words[name])}
            name={name}
            autoComplete="off"
            spellCheck={false}
            defaultValue={existing?.[name]?.join(", ") ?? ""}
            hint={words.listHint}
            error={form.fieldError(name)}
          />
        ))}
      </div>
      <div className="grid gap-5 sm:grid-cols-3">
        <TextField
          label={`${words.share} (%)`}
          name="share"
          inputMode="decimal"
          required
          defaultValue={String(existing?.share ?? 100)}
          hint={words.shareHint}
          error={form.fieldError("share")}
        />
        <TextField
          label={optional(words.from)}
          name="from"
          type="datetime-local"
          defaultValue={toLocalMinute(existing?.from ?? null)}
          hint={words.fromHint(ownZone)}
          error={form.fieldError("from")}
        />
        <TextField
          label={optional(words.to)}
          name="to"
          type="datetime-local"
          defaultValue={toLocalMinute(existing?.to ?? null)}
          hint={words.toHint}
          error={form.fieldError("to")}
        />
      </div>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label={optional(words.dailyBudget)}
          name="daily_budget"
          inputMode="decimal"
          defaultValue={trimDecimal(existing?.daily_budget ?? "")}
          hint={words.dailyBudgetHint(me.workspace.currency)}
          error={form.fieldError("daily_budget")}
        />
        <ZoneField
          label={words.tz}
          name="tz"
          required
          defaultValue={existing?.tz ?? me.workspace.timezone}
          error={form.fieldError("tz")}
        />
      </div>
      <CheckField
        label={words.paused}
        hint={words.pausedHint}
        name="paused"
        defaultChecked={existing?.paused ?? false}
      />
      <FormProblem error={form.error} />
      <FormActions
        isPending={form.isPending}
        submit={existing === undefined ? words.create : t.common.save}
        onCancel={onCancel}
      />
    </form>
  );
}

const SHARE = /^\d{1,3}(\.\d{1,2})?$/;
const WHOLE = 100;

function readGate(fields: FormFields, t: Messages): GateInput {
  const words = t.rollouts;
  const share = fields.text("share").replace(",", ".");
  if (!SHARE.test(share) || Number(share) > WHOLE) throw new FieldError("share", words.badShare);
  const budget = fields.optional("daily_budget")?.replace(",", ".") ?? null;
  if (budget !== null && (!isDecimal(budget) || budget.startsWith("-"))) {
    throw new FieldError("daily_budget", words.badBudget);
  }
  const list = (name: (typeof LISTS)[number]): string[] | null => {
    const values = [...splitList(fields.text(name))];
    return values.length === 0 ? null : values;
  };
  return {
    name: fields.text("name"),
    feature: fields.text("feature"),
    regions: list("regions"),
    platforms: list("platforms"),
    plans: list("plans"),
    share: Number(share),
    from: fromLocalMinute(fields.text("from")),
    to: fromLocalMinute(fields.text("to")),
    daily_budget: budget,
    tz: fields.text("tz"),
    paused: fields.isChecked("paused"),
  };
}
