import type { MappedField, RevenueMappingInput } from "../../../domain/revenue-file/mapping.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { SelectField, TextField } from "../../ui/field.tsx";

type Source = NonNullable<RevenueMappingInput["fields"][MappedField]>;

interface SourceFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly needed: boolean;
  readonly columns: readonly string[];
  readonly source: Source | undefined;
  readonly onChange: (source: Source | undefined) => void;
}

/** Where a field of an entry comes from: a column, a fixed value, or several columns as a mapping has them. */
export function SourceField(props: SourceFieldProps) {
  const { label, hint, error, needed, columns, source, onChange } = props;
  const words = useMessages().revenueImport;
  const fixed = source !== undefined && "value" in source;
  const chosen = choiceOf(source);
  const choose = (choice: string): void => {
    if (choice === "") onChange(undefined);
    else if (choice === "value") onChange({ value: "" });
    else if (choice.startsWith("column:")) onChange({ column: choice.slice("column:".length) });
  };
  const named = source !== undefined && "column" in source ? source.column : "";
  const foreign = named !== "" && !columns.includes(named);
  return (
    <div className="space-y-2">
      <SelectField
        label={label}
        hint={hint}
        error={error}
        value={chosen}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="">{needed ? words.chooseColumn : words.notThere}</option>
        {source !== undefined && "template" in source ? (
          <option value="template">{words.composed(source.template)}</option>
        ) : null}
        {[...(foreign ? [named] : []), ...columns].map((column) => (
          <option key={column} value={`column:${column}`}>
            {words.column(column)}
          </option>
        ))}
        <option value="value">{words.fixed}</option>
      </SelectField>
      {fixed ? (
        <TextField
          label={words.fixedValue(label)}
          value={source.value}
          maxLength={200}
          onChange={(event) => onChange({ value: event.currentTarget.value })}
        />
      ) : null}
    </div>
  );
}

function choiceOf(source: Source | undefined): string {
  if (source === undefined) return "";
  if ("value" in source) return "value";
  if ("template" in source) return "template";
  return source.column === "" ? "" : `column:${source.column}`;
}
