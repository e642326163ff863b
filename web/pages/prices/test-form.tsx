import type { PriceTestAnswer, PriceTestInput } from "../../../api/contract/price-test.ts";
import { PRICE_UNITS } from "../../../domain/generation.ts";
import { DateField } from "../../forms/date-field.tsx";
import type { FormFields } from "../../forms/form-fields.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { TypedPairsField } from "../../forms/typed-pairs-field.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { DIMENSION_NAMES } from "./dimension-names.ts";
import { readConditions } from "./price-terms.ts";
import { QuantitiesField, readQuantities } from "./quantities-field.tsx";

const EXAMPLE = [
  { name: "size", kind: "text", text: "1280x720" },
  { name: "audio", kind: "boolean", text: "true" },
] as const;

interface TestFormProps {
  readonly send: (input: PriceTestInput) => Promise<PriceTestAnswer>;
}

/** A request that is only thought of. */
export function TestForm({ send }: TestFormProps) {
  const t = useMessages();
  const words = t.prices.test;
  const form = useSubmit({ send: (fields) => send(readRequest(fields, t)), onDone: () => {} });
  return (
    <Card>
      <h2 className="mb-4 text-[15px] font-semibold tracking-tight">{words.request}</h2>
      <form onSubmit={form.onSubmit} className="space-y-5">
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField
            label={t.prices.provider}
            name="provider"
            required
            defaultValue="openai"
            error={form.fieldError("provider")}
          />
          <TextField
            label={t.prices.model}
            name="model"
            required
            defaultValue="sora-2"
            error={form.fieldError("model")}
          />
        </div>
        <TypedPairsField
          label={words.dimensions}
          name="dimensions"
          hint={words.dimensionsHint}
          add={words.dimensionAdd}
          names={DIMENSION_NAMES}
          initial={EXAMPLE}
          error={form.fieldError("dimensions")}
        />
        <QuantitiesField error={form.fieldError("units")} />
        <div className="grid gap-5 sm:grid-cols-2">
          <SelectField
            label={`${words.billed} (${t.common.optional})`}
            name="billed_unit"
            error={form.fieldError("billed_unit")}
          >
            <option value="">{words.billedNone}</option>
            {PRICE_UNITS.map((unit) => (
              <option key={unit} value={unit}>
                {t.prices.units[unit]}
              </option>
            ))}
          </SelectField>
          <DateField
            label={`${words.at} (UTC, ${t.common.optional})`}
            name="at"
            hint={words.atHint}
            error={form.fieldError("at")}
          />
        </div>
        <FormProblem error={form.error} />
        <div className="flex justify-end">
          <Button type="submit" variant="primary" disabled={form.isPending}>
            {form.isPending ? words.asking : words.ask}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function readRequest(fields: FormFields, t: Messages): PriceTestInput {
  return {
    provider: fields.text("provider"),
    model: fields.text("model"),
    dimensions: readConditions("dimensions", fields, t),
    units: readQuantities(fields),
    billed_unit: PRICE_UNITS.find((unit) => unit === fields.text("billed_unit")) ?? null,
    at: fields.optional("at"),
  };
}
