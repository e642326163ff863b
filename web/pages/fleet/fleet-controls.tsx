import { IDLE_RULES, type IdleRule } from "../../../domain/fleet/split-idle.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { SelectField } from "../../ui/field.tsx";
import { FLEET_DIMENSIONS, type FleetDimension } from "../../view/fleet-search.ts";

interface FleetControlsProps {
  readonly by: FleetDimension;
  readonly rule: IdleRule;
  readonly onChange: (by: FleetDimension, rule: IdleRule) => void;
}

/** Whose use is shown, and how what stood idle is split over them. */
export function FleetControls({ by, rule, onChange }: FleetControlsProps) {
  const t = useMessages();
  const words = t.fleet;
  return (
    <div className="grid max-w-2xl gap-4 sm:grid-cols-2">
      <SelectField
        label={words.by}
        value={by}
        onChange={({ currentTarget: { value } }) => {
          const next = FLEET_DIMENSIONS.find((each) => each === value);
          if (next !== undefined) onChange(next, rule);
        }}
      >
        {FLEET_DIMENSIONS.map((each) => (
          <option key={each} value={each}>
            {t.dimensions[each]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={words.rule}
        value={rule}
        onChange={({ currentTarget: { value } }) => {
          const next = IDLE_RULES.find((each) => each === value);
          if (next !== undefined) onChange(by, next);
        }}
      >
        {IDLE_RULES.map((each) => (
          <option key={each} value={each}>
            {words.rules[each]}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
