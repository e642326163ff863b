import { Plus } from "lucide-react";
import { useId, useState } from "react";
import { PRICE_UNITS } from "../../../domain/generation.ts";
import type { FormFields } from "../../forms/form-fields.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";

const control =
  "h-9 w-full min-w-0 rounded-lg border border-control/70 bg-card px-2.5 text-[13px] hover:border-control";

/** How many units of each kind a request has; `readQuantities` reads them. */
export function QuantitiesField({ error }: { error: string | undefined }) {
  const t = useMessages();
  const words = t.prices.test;
  const id = useId();
  const [lines, setLines] = useState(1);
  return (
    <fieldset className="min-w-0" aria-describedby={`${id}-hint`}>
      <legend className="mb-1.5 text-[13px] font-medium">{words.quantities}</legend>
      <div className="space-y-2">
        {PRICE_UNITS.slice(0, lines).map((first, index) => (
          <div key={first} className="grid grid-cols-2 gap-2">
            <input
              name="quantity"
              aria-label={words.quantity(index + 1)}
              inputMode="decimal"
              autoComplete="off"
              defaultValue={index === 0 ? "8" : ""}
              className={control}
            />
            <select
              name="quantity_unit"
              aria-label={words.quantityUnit(index + 1)}
              defaultValue={first}
              className={control}
            >
              {PRICE_UNITS.map((unit) => (
                <option key={unit} value={unit}>
                  {t.prices.units[unit]}
                </option>
              ))}
            </select>
          </div>
        ))}
        {lines === PRICE_UNITS.length ? null : (
          <Button size="small" onClick={() => setLines(lines + 1)}>
            <Plus size={14} aria-hidden="true" />
            {words.quantityAdd}
          </Button>
        )}
      </div>
      {error === undefined ? null : (
        <p role="alert" className="mt-1.5 text-[13px] text-danger">
          {error}
        </p>
      )}
      <p id={`${id}-hint`} className="mt-1.5 text-[13px] text-muted">
        {words.quantityHint}
      </p>
    </fieldset>
  );
}

/** Quantities by unit; empty ones are left out, and what is no number is left to the server to name. */
export function readQuantities(fields: FormFields): Readonly<Record<string, string>> {
  const units = fields.all("quantity_unit");
  const quantities = fields.all("quantity").map((text) => text.trim().replace(",", "."));
  const pairs = quantities.map((text, index) => [units[index] ?? "", text] as const);
  return Object.fromEntries(pairs.filter(([, text]) => text !== ""));
}
