import { useEffect, useRef, useState, type FormEvent } from "react";
import { FieldError } from "../../forms/field-error.ts";
import { DateField } from "../../forms/date-field.tsx";
import { readFields } from "../../forms/form-fields.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { CheckField, TextField } from "../../ui/field.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import type { RerateSearch } from "../../view/rerate-search.ts";
import { PriceTermFields } from "./price-term-fields.tsx";
import { readTerms } from "./price-terms.ts";
import { readConditionsText } from "./rerate-question.ts";

interface RerateFormProps {
  readonly search: RerateSearch;
  /** For what the address leaves open. */
  readonly defaults: { readonly from: string; readonly to: string; readonly currency: string };
  readonly isPending: boolean;
  /** What the server found wrong, under the names of the fields. */
  readonly faults: readonly { readonly field: string; readonly message: string }[];
  readonly onAsk: (search: RerateSearch) => void;
  /** Somebody types: what is shown below is old. */
  readonly onChange: () => void;
}

/** Which generations are priced again, and by which prices. */
export function RerateForm(props: RerateFormProps) {
  const t = useMessages();
  const words = t.prices.rerate;
  const { search, defaults } = props;
  const [proposes, setProposes] = useState(search.unit !== undefined);
  const [wrong, setWrong] = useState<FieldError | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const lacksAmount = search.unit !== undefined && search.amount === undefined;
  useEffect(() => {
    if (lacksAmount) form.current?.querySelector<HTMLElement>("[name=amount]")?.focus();
  }, [lacksAmount]);
  const fieldError = (name: string): string | undefined => {
    if (wrong !== null) return wrong.field === name ? wrong.message : undefined;
    const found = props.faults.find(({ field }) => field === name || field.startsWith(`${name}.`));
    return found === undefined ? undefined : t.fieldProblem(found.message);
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = readFields(new FormData(event.currentTarget));
    try {
      const { conditions, ...terms } = proposes ? readTerms(fields, t) : { conditions: undefined };
      setWrong(null);
      props.onAsk({
        ...Object.fromEntries(
          (["from", "to", "provider", "model", "feature", "upstream"] as const)
            .map((name) => [name, fields.text(name)] as const)
            .filter(([, text]) => text !== ""),
        ),
        ...(fields.isChecked("unpriced_only") ? { unpriced_only: "true" } : {}),
        ...(terms as RerateSearch),
        ...(conditions === undefined ? {} : { conditions: JSON.stringify(conditions) }),
      });
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      setWrong(error);
    }
  };
  const name = (field: "provider" | "model" | "feature" | "upstream") => ({
    name: field,
    defaultValue: search[field],
    placeholder: words.any,
    maxLength: 200,
    autoComplete: "off",
    spellCheck: false,
    error: fieldError(field),
  });
  return (
    <Card>
      <form ref={form} onSubmit={submit} onChange={props.onChange} className="space-y-5">
        <h2 className="text-[15px] font-semibold tracking-tight">{words.scope}</h2>
        <div className="grid gap-5 sm:grid-cols-2 lg:grid-cols-4">
          <DateField
            label={words.from}
            name="from"
            required
            defaultValue={search.from ?? defaults.from}
            error={fieldError("from")}
          />
          <DateField
            label={words.to}
            name="to"
            required
            hint={words.toHint}
            defaultValue={search.to ?? defaults.to}
            error={fieldError("to")}
          />
          <TextField label={t.prices.provider} required={proposes} {...name("provider")} />
          <TextField label={t.prices.model} required={proposes} {...name("model")} />
          <TextField label={words.feature} {...name("feature")} />
          <TextField label={words.upstream} {...name("upstream")} />
          <div className="self-center lg:col-span-2 lg:pt-5">
            <CheckField
              label={words.unpricedOnly}
              name="unpriced_only"
              defaultChecked={search.unpriced_only === "true"}
            />
          </div>
        </div>
        <div className="space-y-4 border-t border-hairline pt-5">
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <h2 className="text-[15px] font-semibold tracking-tight">{words.by}</h2>
            <Segmented
              label={words.by}
              value={proposes ? "proposal" : "book"}
              onChange={(value) => {
                setProposes(value === "proposal");
                props.onChange();
              }}
              choices={[
                { value: "book", label: words.byBook },
                { value: "proposal", label: words.byProposal },
              ]}
            />
          </div>
          {proposes ? (
            <>
              <PriceTermFields
                initial={{
                  amount: search.amount,
                  currency: search.currency ?? defaults.currency,
                  unit: search.unit,
                  minimumUnits: search.minimum_units,
                  conditions: readConditionsText(search.conditions) ?? {},
                  validFrom: search.valid_from ?? defaults.from,
                  validTo: search.valid_to,
                }}
                fieldError={fieldError}
              />
              <p className="text-[13px] text-muted">{words.proposalHint}</p>
            </>
          ) : null}
        </div>
        <div className="flex justify-end">
          <Button type="submit" variant="primary" disabled={props.isPending}>
            {props.isPending ? words.asking : words.ask}
          </Button>
        </div>
      </form>
    </Card>
  );
}
