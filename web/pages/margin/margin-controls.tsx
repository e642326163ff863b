import { useNavigate } from "@tanstack/react-router";
import { ALLOCATION_RULES } from "../../../domain/finance/allocation.ts";
import { MARGIN_DIMENSIONS } from "../../../domain/finance/margin.ts";
import { parsePairs } from "../../forms/form-fields.ts";
import { FieldError } from "../../forms/field-error.ts";
import { PairsField } from "../../forms/pairs-field.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import { formatMonth } from "../../format/month.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { SelectField } from "../../ui/field.tsx";
import { keepView } from "../../view/keep-view.ts";
import type { MarginSearch } from "../../view/margin-search.ts";

interface MarginControlsProps {
  readonly search: MarginSearch;
  readonly month: string;
  readonly months: readonly string[];
}

/** Which month, by what, and how revenue that names no group is spread. */
export function MarginControls({ search, month, months }: MarginControlsProps) {
  const { margin: words } = useMessages();
  const format = useFormat();
  const navigate = useNavigate();
  const change = (part: MarginSearch): void => {
    void navigate({
      to: "/margin",
      search: (previous) => ({ ...keepView(previous), ...search, ...part }),
    });
  };
  const rule = search.rule ?? "none";
  const weights = useSubmit({
    send: async (fields) => {
      const read = parsePairs(fields.text("weights"));
      if (read.kind === "bad") throw new FieldError("weights", words.badWeights);
      return Object.entries(read.pairs).map(([group, weight]) => `${group}=${weight}`);
    },
    onDone: (w) => change({ w }),
  });
  return (
    <Card>
      <div className="grid gap-4 sm:grid-cols-3">
        <SelectField
          label={words.month}
          value={month}
          onChange={(event) => change({ month: event.currentTarget.value })}
        >
          {(months.includes(month) ? months : [month, ...months]).map((each) => (
            <option key={each} value={each}>
              {formatMonth(format.locale, each)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={words.by}
          value={search.by ?? "feature"}
          onChange={(event) => {
            const by = MARGIN_DIMENSIONS.find((each) => each === event.currentTarget.value);
            if (by !== undefined) change({ by });
          }}
        >
          {MARGIN_DIMENSIONS.map((by) => (
            <option key={by} value={by}>
              {words.bys[by]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={words.rule}
          value={rule}
          onChange={(event) => {
            const next = ALLOCATION_RULES.find((each) => each === event.currentTarget.value);
            if (next !== undefined) change({ rule: next });
          }}
        >
          {ALLOCATION_RULES.map((each) => (
            <option key={each} value={each}>
              {words.rules[each]}
            </option>
          ))}
        </SelectField>
      </div>
      {rule === "weights" ? (
        <form onSubmit={weights.onSubmit} className="mt-4 flex flex-wrap items-end gap-3">
          <div className="min-w-64 flex-1">
            <PairsField
              label={words.weights}
              name="weights"
              hint={`${words.weightsHint} ${(search.w ?? []).join(", ")}`}
              error={weights.fieldError("weights")}
            />
          </div>
          <Button type="submit">{words.apply}</Button>
        </form>
      ) : null}
    </Card>
  );
}
