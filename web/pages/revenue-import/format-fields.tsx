import {
  DATE_FORMATS,
  ENCODINGS,
  SEPARATORS,
  type DateFormat,
  type FileEncoding,
  type Separator,
} from "../../../domain/revenue-file/file-options.ts";
import type { RevenueMappingInput } from "../../../domain/revenue-file/mapping.ts";
import { ZoneField } from "../../forms/zone-field.tsx";
import { useMessages } from "../../i18n/use-messages.ts";
import { SelectField, TextField } from "../../ui/field.tsx";

interface FormatFieldsProps {
  readonly mapping: RevenueMappingInput;
  readonly faultOf: (member: string) => string | undefined;
  readonly onChange: (mapping: RevenueMappingInput) => void;
}

/** How the file writes its cells, and over which time its amounts are earned. */
export function FormatFields({ mapping, faultOf, onChange }: FormatFieldsProps) {
  const words = useMessages().revenueImport;
  const period = periodOf(mapping);
  const choosePeriod = (choice: string): void => {
    const { period: _before, ...rest } = mapping;
    if (choice === "none") onChange(rest);
    if (choice === "months") onChange({ ...rest, period: { months: 1 } });
    if (choice === "month") onChange({ ...rest, period: { month_of: mapping.fields.occurred_at } });
  };
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      <SelectField
        label={words.separator}
        value={mapping.separator ?? ","}
        onChange={(event) => {
          onChange({ ...mapping, separator: event.currentTarget.value as Separator });
        }}
      >
        {SEPARATORS.map((separator) => (
          <option key={separator} value={separator}>
            {words.separators[separator]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={words.decimal}
        value={mapping.decimal ?? "."}
        onChange={(event) => {
          onChange({ ...mapping, decimal: event.currentTarget.value as "." | "," });
        }}
      >
        <option value=".">{words.decimals["."]}</option>
        <option value=",">{words.decimals[","]}</option>
      </SelectField>
      <SelectField
        label={words.encoding}
        value={mapping.encoding ?? "utf-8"}
        onChange={(event) => {
          onChange({ ...mapping, encoding: event.currentTarget.value as FileEncoding });
        }}
      >
        {ENCODINGS.map((encoding) => (
          <option key={encoding}>{encoding}</option>
        ))}
      </SelectField>
      <SelectField
        label={words.dates}
        value={mapping.dates ?? "YYYY-MM-DD"}
        onChange={(event) => {
          onChange({ ...mapping, dates: event.currentTarget.value as DateFormat });
        }}
      >
        {DATE_FORMATS.map((format) => (
          <option key={format}>{format}</option>
        ))}
      </SelectField>
      <ZoneField
        label={words.timezone}
        value={mapping.timezone ?? "UTC"}
        error={faultOf("mapping.timezone")}
        onChange={(event) => onChange({ ...mapping, timezone: event.currentTarget.value })}
      />
      <SelectField
        label={words.period}
        value={period}
        onChange={(event) => choosePeriod(event.currentTarget.value)}
      >
        <option value="none">{words.periods.none}</option>
        <option value="month">{words.periods.month}</option>
        <option value="months">{words.periods.months}</option>
        {period === "own" ? <option value="own">{words.ownPeriod}</option> : null}
      </SelectField>
      {mapping.period !== undefined && "months" in mapping.period ? (
        <TextField
          label={words.months}
          type="number"
          min={1}
          max={120}
          value={mapping.period.months}
          error={faultOf("mapping.period.months")}
          onChange={(event) => {
            const months = event.currentTarget.valueAsNumber;
            if (!Number.isNaN(months)) onChange({ ...mapping, period: { months } });
          }}
        />
      ) : null}
    </div>
  );
}

function periodOf({ period, fields }: RevenueMappingInput): "none" | "month" | "months" | "own" {
  if (period === undefined) return "none";
  if ("months" in period) return "months";
  const byDate =
    "month_of" in period && JSON.stringify(period.month_of) === JSON.stringify(fields.occurred_at);
  return byDate ? "month" : "own";
}
