import { Plus } from "lucide-react";
import { useState } from "react";
import type { StripeConnectionRow } from "../../../api/contract/stripe.ts";
import { changeStripe } from "../../client/stripe-queries.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import type { FormFields } from "../../forms/form-fields.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";

interface PriceMapFormProps {
  readonly connection: StripeConnectionRow;
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}

/** The plan and the feature of every price that was seen, and of others by their id. */
export function PriceMapForm({ connection, onDone, onCancel }: PriceMapFormProps) {
  const t = useMessages();
  const words = t.stripe;
  const [ids, setIds] = useState<readonly string[]>(() => [
    ...new Set([...connection.seen_prices, ...Object.keys(connection.prices)]),
  ]);
  const [fresh, setFresh] = useState("");
  const form = useSubmit({
    send: (fields) => changeStripe(connection.id, { prices: readPrices(fields, ids) }),
    onDone,
  });
  const id = fresh.trim();
  return (
    <form onSubmit={form.onSubmit} className="space-y-5">
      {ids.length === 0 ? <p className="text-muted">{words.noPrices}</p> : null}
      <ul className="space-y-4">
        {ids.map((price) => (
          <li key={price}>
            <p className="mb-1.5 font-mono text-xs break-all">{price}</p>
            <div className="grid gap-3 sm:grid-cols-2">
              {(["plan", "feature"] as const).map((field) => (
                <TextField
                  key={field}
                  label={words[field]}
                  aria-label={field === "plan" ? words.planOf(price) : words.featureOf(price)}
                  name={`${price} ${field}`}
                  maxLength={200}
                  autoComplete="off"
                  defaultValue={connection.prices[price]?.[field] ?? ""}
                  error={form.fieldError(`prices.${price}.${field}`)}
                />
              ))}
            </div>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          label={words.priceId}
          value={fresh}
          autoComplete="off"
          spellCheck={false}
          placeholder="price_…"
          onChange={(event) => setFresh(event.currentTarget.value)}
        />
        <Button
          disabled={id === "" || ids.includes(id)}
          onClick={() => {
            setIds([...ids, id]);
            setFresh("");
          }}
        >
          <Plus size={14} aria-hidden="true" />
          {words.addPrice}
        </Button>
      </div>
      <FormProblem error={form.error} />
      <FormActions isPending={form.isPending} submit={t.common.save} onCancel={onCancel} />
    </form>
  );
}

function readPrices(fields: FormFields, ids: readonly string[]) {
  const prices = ids.map((id) => {
    const [plan, feature] = [fields.optional(`${id} plan`), fields.optional(`${id} feature`)];
    return [
      id,
      { ...(plan === null ? {} : { plan }), ...(feature === null ? {} : { feature }) },
    ] as const;
  });
  return Object.fromEntries(prices.filter(([, said]) => Object.keys(said).length > 0));
}
