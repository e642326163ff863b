import { PRICE_UNITS } from "../../../domain/generation.ts";
import { BILL_COLUMNS } from "../../../domain/reconcile/bill-columns.ts";
import { DATE_ORDERS } from "../../../domain/reconcile/read-bill-days.ts";
import type { InvoiceBody } from "../../client/reconciliation-queries.ts";
import { FieldError } from "../../forms/field-error.ts";
import { parsePairs, type FormFields } from "../../forms/form-fields.ts";
import type { Messages } from "../../i18n/en.ts";

/** The form of a file as the API takes it. @throws FieldError for names of models that can't be read. */
export function readCsvInvoice(fields: FormFields, csv: string, t: Messages): InvoiceBody {
  const models = parsePairs(fields.text("models"));
  if (models.kind === "bad") {
    throw new FieldError("models", t.reconciliation.badModels(models.line));
  }
  const unit = PRICE_UNITS.find((known) => known === fields.text("unit"));
  const order = DATE_ORDERS.find((known) => known === fields.text("date_order"));
  const columns = BILL_COLUMNS.map(
    (column) => [column, fields.optional(`column.${column}`)] as const,
  );
  // A count of nothing in particular is left out, as the guess without a form does.
  const said = Object.fromEntries(columns);
  const counted = said["unit"] !== null || unit !== undefined;
  return {
    name: fields.text("name"),
    provider: fields.text("provider"),
    currency: fields.text("currency"),
    tz: fields.text("tz"),
    models: { ...models.pairs },
    csv,
    mapping: counted ? said : { ...said, units: null },
    ...(unit === undefined ? {} : { unit }),
    ...(order === undefined ? {} : { date_order: order }),
  };
}
