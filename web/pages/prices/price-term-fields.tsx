import { PRICE_UNITS } from "../../../domain/generation.ts";
import { DateField } from "../../forms/date-field.tsx";
import { TypedPairsField } from "../../forms/typed-pairs-field.tsx";
import { toTypedPairs } from "../../forms/typed-pairs.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { SelectField, TextField } from "../../ui/field.tsx";
import { DIMENSION_NAMES } from "./dimension-names.ts";

interface PriceTermFieldsProps {
  readonly initial: {
    readonly amount?: string | undefined;
    readonly currency: string;
    readonly unit?: string | undefined;
    readonly minimumUnits?: string | undefined;
    readonly conditions?: Readonly<Record<string, string | number | boolean>> | undefined;
    readonly validFrom?: string | undefined;
    readonly validTo?: string | undefined;
  };
  readonly fieldError: (name: string) => string | undefined;
}

/** What a price says of itself; `readTerms` reads them. */
export function PriceTermFields({ initial, fieldError }: PriceTermFieldsProps) {
  const t = useMessages();
  const words = t.prices;
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-3">
        <TextField
          label={words.amount}
          name="amount"
          inputMode="decimal"
          required
          placeholder="0.10"
          autoComplete="off"
          defaultValue={initial.amount}
          error={fieldError("amount")}
        />
        <TextField
          label={words.currency}
          name="currency"
          required
          pattern="[A-Z]{3}"
          defaultValue={initial.currency}
          error={fieldError("currency")}
        />
        <SelectField
          label={words.unit}
          name="unit"
          defaultValue={initial.unit}
          error={fieldError("unit")}
        >
          {PRICE_UNITS.map((unit) => (
            <option key={unit} value={unit}>
              {words.units[unit]}
            </option>
          ))}
        </SelectField>
      </div>
      <TypedPairsField
        label={`${words.conditions} (${t.common.optional})`}
        name="conditions"
        hint={words.conditionsHint}
        add={words.pairAdd}
        names={DIMENSION_NAMES}
        initial={toTypedPairs(initial.conditions ?? {})}
        error={fieldError("conditions")}
      />
      <div className="grid gap-5 sm:grid-cols-3">
        <DateField
          label={`${words.validFrom} (UTC)`}
          name="valid_from"
          required
          {...(initial.validFrom === undefined ? {} : { defaultValue: initial.validFrom })}
          error={fieldError("valid_from")}
        />
        <DateField
          label={`${words.validTo} (UTC, ${t.common.optional})`}
          name="valid_to"
          hint={words.validToHint}
          {...(initial.validTo === undefined ? {} : { defaultValue: initial.validTo })}
          error={fieldError("valid_to")}
        />
        <TextField
          label={`${words.minimum} (${t.common.optional})`}
          name="minimum_units"
          inputMode="decimal"
          autoComplete="off"
          hint={words.minimumHint}
          defaultValue={initial.minimumUnits}
          error={fieldError("minimum_units")}
        />
      </div>
    </>
  );
}
