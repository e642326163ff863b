import type {
  InvoiceRecord,
  InvoiceVersionRecord,
} from "../../db/postgres/management/provider-invoices.ts";
import type { Nano } from "../../domain/money.ts";
import type { PriceVersion } from "../../domain/pricing.ts";
import type { MeteredPart } from "../../domain/reconcile/bill.ts";
import type { TimeRange } from "../../domain/time-buckets.ts";

/** What a report says besides its cells. */
export interface ReportContext {
  readonly invoice: InvoiceRecord;
  readonly current: InvoiceVersionRecord;
  readonly range: TimeRange;
  readonly tolerance: Nano;
  readonly asOfMs: number;
  /** The provider's price book. */
  readonly versions: readonly PriceVersion[];
  /** What was metered in other currencies. */
  readonly foreign: readonly MeteredPart[];
}
