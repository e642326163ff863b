import {
  ECONOMICS_DIMENSIONS,
  ECONOMICS_RULES,
  type EconomicsDimension,
} from "../../../domain/economics/dimensions.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { SelectField } from "../../ui/field.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import type { EconomicsRule } from "../../view/economics-search.ts";
import { BookSwitch } from "./book-switch.tsx";

interface EconomicsSwitchesProps {
  readonly by: EconomicsDimension;
  readonly rule: EconomicsRule;
  readonly book: string | null;
  readonly onBy: (by: EconomicsDimension) => void;
  readonly onRule: (rule: EconomicsRule) => void;
  readonly onBook: (book: string | null) => void;
}

/** By what the figures are split, how revenue without a group is spread, and by which prices costs are. */
export function EconomicsSwitches(props: EconomicsSwitchesProps) {
  const t = useMessages();
  const words = t.economics;
  return (
    <div className="mb-5 flex flex-wrap items-end gap-4">
      <Segmented
        label={words.splitBy}
        value={props.by}
        onChange={props.onBy}
        choices={ECONOMICS_DIMENSIONS.map((value) => ({ value, label: t.dimensions[value] }))}
      />
      {props.by === "user" ? null : (
        <SelectField
          label={words.rule}
          value={props.rule}
          onChange={(event) => {
            const rule = ECONOMICS_RULES.find((known) => known === event.target.value);
            if (rule !== undefined) props.onRule(rule);
          }}
        >
          {ECONOMICS_RULES.map((rule) => (
            <option key={rule} value={rule}>
              {words.rules[rule]}
            </option>
          ))}
        </SelectField>
      )}
      <BookSwitch value={props.book} onChange={props.onBook} />
    </div>
  );
}
