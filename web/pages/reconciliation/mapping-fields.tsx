import { readCsv } from "../../../domain/csv/read-csv.ts";
import { PRICE_UNITS } from "../../../domain/generation.ts";
import { BILL_COLUMNS, guessColumns } from "../../../domain/reconcile/bill-columns.ts";
import { DATE_ORDERS } from "../../../domain/reconcile/read-bill-days.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { SelectField } from "../../ui/field.tsx";
import { unitName } from "../prices/unit-name.ts";

/** Which column of the file is which: guessed, and changed by hand. Nothing before there is a header. */
export function MappingFields({ csv }: { csv: string }) {
  const t = useMessages();
  const words = t.reconciliation;
  const header = headerOf(csv);
  if (header.length === 0) return null;
  const guess = guessColumns(header);
  return (
    <fieldset className="rounded-lg border border-hairline p-4">
      <legend className="px-1 text-[13px] font-medium">{words.columns}</legend>
      {/* Another file has other columns: the choices start anew. */}
      <div key={JSON.stringify(header)} className="grid gap-3 sm:grid-cols-3">
        {BILL_COLUMNS.map((column) => (
          <SelectField
            key={column}
            label={words.column[column]}
            name={`column.${column}`}
            defaultValue={guess[column] ?? ""}
          >
            <option value="">{words.noColumn}</option>
            {header.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </SelectField>
        ))}
        <SelectField label={words.unitOf} name="unit" defaultValue="">
          <option value="">{words.unitUnknown}</option>
          {PRICE_UNITS.map((unit) => (
            <option key={unit} value={unit}>
              {unitName(unit, t)}
            </option>
          ))}
        </SelectField>
        <SelectField label={words.dateOrder} name="date_order" defaultValue="">
          <option value="">{words.unitUnknown}</option>
          {DATE_ORDERS.map((order) => (
            <option key={order} value={order}>
              {words.dateOrders[order]}
            </option>
          ))}
        </SelectField>
      </div>
    </fieldset>
  );
}

/** The file's column names; none while it can't be read. */
function headerOf(csv: string): readonly string[] {
  const read = readCsv(csv.slice(0, csv.search(/[\r\n]/) + 1 || undefined));
  if (read.kind === "bad_quote") return [];
  const cells = read.records[0]?.cells ?? [];
  return [...new Set(cells.map((cell) => cell.trim()).filter((cell) => cell !== ""))];
}
