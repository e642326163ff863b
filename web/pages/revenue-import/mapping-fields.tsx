import { ATTRIBUTION_FIELDS } from "../../../domain/attribution-fields.ts";
import type { MappedField, RevenueMappingInput } from "../../../domain/revenue-file/mapping.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { SourceField } from "./source-field.tsx";

interface MappingFieldsProps {
  readonly mapping: RevenueMappingInput;
  readonly columns: readonly string[];
  readonly faultOf: (member: string) => string | undefined;
  readonly onChange: (mapping: RevenueMappingInput) => void;
}

const NEEDED: readonly MappedField[] = ["external_id", "occurred_at", "currency"];
const MONEY: readonly MappedField[] = ["amount", "gross", "fees", "refunded"];

/** Where each field of an entry is found in the file. */
export function MappingFields({ mapping, columns, faultOf, onChange }: MappingFieldsProps) {
  const t = useMessages();
  const words = t.revenueImport;
  const labels: Readonly<Record<string, string>> = {
    ...t.dimensions,
    external_id: words.externalId,
    occurred_at: words.occurredAt,
    currency: t.revenue.currency,
    amount: words.amount,
    gross: t.revenue.gross,
    fees: t.revenue.fees,
    refunded: t.revenue.refunded,
    note: t.revenue.note,
  };
  const money = mapping.group === undefined ? MONEY : (["amount"] as const);
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {[...NEEDED, ...money, ...ATTRIBUTION_FIELDS, "note" as const].map((field) => {
        const needed = NEEDED.includes(field);
        return (
          <SourceField
            key={field}
            label={labels[field] ?? field}
            {...(field === "amount" && mapping.group === undefined
              ? { hint: words.amountHint }
              : {})}
            needed={needed}
            columns={columns}
            source={mapping.fields[field]}
            error={faultOf(`mapping.fields.${field}`)}
            onChange={(source) => {
              const { [field]: _before, ...others } = mapping.fields;
              const next = source ?? (needed ? { column: "" } : undefined);
              const fields = { ...others, ...(next === undefined ? {} : { [field]: next }) };
              // The three that are needed are always there: see `next`.
              onChange({ ...mapping, fields: fields as RevenueMappingInput["fields"] });
            }}
          />
        );
      })}
    </div>
  );
}
