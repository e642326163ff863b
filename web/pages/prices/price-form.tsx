import { useSuspenseQuery } from "@tanstack/react-query";
import type { PriceRow } from "../../../api/contract/prices.ts";
import { createPrice } from "../../client/price-queries.ts";
import { meQuery } from "../../client/session-queries.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import { plainDecimal } from "../../format/number.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { TextField } from "../../ui/field.tsx";
import { PriceTermFields } from "./price-term-fields.tsx";
import { readTerms } from "./price-terms.ts";

interface PriceFormProps {
  /** The version that the new one follows, or null. */
  readonly after: PriceRow | null;
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}

/** A new version of the price book, which may begin as a copy of another one. */
export function PriceForm({ after, onDone, onCancel }: PriceFormProps) {
  const t = useMessages();
  const words = t.prices;
  const { data: me } = useSuspenseQuery(meQuery);
  const form = useSubmit({
    send: async (fields) => {
      const source = fields.optional("source");
      return createPrice({
        provider: fields.text("provider"),
        model: fields.text("model"),
        ...readTerms(fields, t),
        ...(source === null ? {} : { source }),
      });
    },
    onDone,
  });
  return (
    <form onSubmit={form.onSubmit} className="space-y-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label={words.provider}
          name="provider"
          required
          defaultValue={after?.provider ?? "openai"}
          error={form.fieldError("provider")}
        />
        <TextField
          label={words.model}
          name="model"
          required
          placeholder="sora-2"
          hint={words.modelHint}
          defaultValue={after?.model}
          error={form.fieldError("model")}
        />
      </div>
      <PriceTermFields
        initial={{
          currency: after?.currency ?? me.workspace.currency,
          amount: after === null ? undefined : plainDecimal(after.amount),
          unit: after?.unit,
          conditions: after?.conditions,
          minimumUnits:
            after?.minimum_units == null ? undefined : plainDecimal(after.minimum_units),
        }}
        fieldError={form.fieldError}
      />
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
