import type {
  StripeConnectionInput,
  StripeConnectionPatch,
  StripeConnectionRow,
} from "../../../api/contract/stripe.ts";
import { ATTRIBUTION_FIELDS } from "../../../domain/attribution-fields.ts";
import { changeStripe, connectStripe } from "../../client/stripe-queries.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import type { FormFields } from "../../forms/form-fields.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { SelectField, TextField } from "../../ui/field.tsx";
import { livemodeOf, modeOf } from "./connection-mode.ts";

interface ConnectionFormProps {
  /** The connection to change; absent makes a new one. */
  readonly existing?: StripeConnectionRow;
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}

const MODES = ["both", "live", "test"] as const;
const RECOGNISED = ["period", "at_payment"] as const;

export function ConnectionForm({ existing, onDone, onCancel }: ConnectionFormProps) {
  const t = useMessages();
  const words = t.stripe;
  const isNew = existing === undefined;
  const form = useSubmit({
    send: (fields) =>
      isNew ? connectStripe(readInput(fields)) : changeStripe(existing.id, readPatch(fields)),
    onDone,
  });
  return (
    <form onSubmit={form.onSubmit} className="space-y-5">
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
        label={words.secret}
        name="webhook_secret"
        type="password"
        autoComplete="off"
        required={isNew}
        hint={isNew ? words.secretHint : words.secretKeep}
        error={form.fieldError("webhook_secret")}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          label={words.mode}
          name="mode"
          defaultValue={modeOf(existing?.livemode ?? null)}
          error={form.fieldError("livemode")}
        >
          {MODES.map((mode) => (
            <option key={mode} value={mode}>
              {words.modes[mode]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={words.recognise}
          name="recognise"
          defaultValue={existing?.recognise ?? "period"}
          hint={words.recogniseHint}
          error={form.fieldError("recognise")}
        >
          {RECOGNISED.map((how) => (
            <option key={how} value={how}>
              {words.recognised[how]}
            </option>
          ))}
        </SelectField>
      </div>
      <TextField
        label={`${words.account} (${t.common.optional})`}
        name="account"
        autoComplete="off"
        spellCheck={false}
        defaultValue={existing?.account ?? ""}
        hint={words.accountHint}
        error={form.fieldError("account")}
      />
      <fieldset>
        <legend className="text-[13px] font-medium">{words.keys}</legend>
        <p className="mt-1 mb-3 text-[13px] text-muted">{words.keysLead}</p>
        <div className="grid gap-4 sm:grid-cols-2">
          {ATTRIBUTION_FIELDS.map((field) => (
            <TextField
              key={field}
              label={t.dimensions[field]}
              name={`metadata.${field}`}
              maxLength={40}
              autoComplete="off"
              spellCheck={false}
              placeholder={`reelmeter_${field}`}
              defaultValue={existing?.metadata[field] ?? ""}
              error={form.fieldError(`metadata.${field}`)}
            />
          ))}
        </div>
      </fieldset>
      <FormProblem error={form.error} />
      <FormActions
        isPending={form.isPending}
        submit={isNew ? words.connect : t.common.save}
        onCancel={onCancel}
      />
    </form>
  );
}

function readInput(fields: FormFields): StripeConnectionInput {
  return { ...readCommon(fields), webhook_secret: fields.text("webhook_secret") };
}

function readPatch(fields: FormFields): StripeConnectionPatch {
  const secret = fields.optional("webhook_secret");
  return { ...readCommon(fields), ...(secret === null ? {} : { webhook_secret: secret }) };
}

function readCommon(fields: FormFields) {
  const keys = ATTRIBUTION_FIELDS.map((field) => [field, fields.optional(`metadata.${field}`)]);
  return {
    name: fields.text("name"),
    livemode: livemodeOf(fields.text("mode")),
    account: fields.optional("account"),
    recognise: RECOGNISED.find((how) => how === fields.text("recognise")) ?? "period",
    metadata: Object.fromEntries(keys.filter(([, key]) => key !== null)),
  };
}
