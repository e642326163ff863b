import { allocate } from "../allocate.ts";
import { formatNano, parseNano, type Nano } from "../money.ts";
import { attribute } from "./attribute.ts";
import type { StripeEntry } from "./stripe-entry.ts";
import type { StripeInvoice } from "./stripe-facts.ts";
import type { StripeSettings } from "./stripe-settings.ts";

/** What happened to an invoice's payments, all of them together. */
export interface InvoiceMoney {
  /** With tax: refunds, disputes and credit notes. */
  readonly returned: Nano;
  readonly fees: Nano | null;
}

/**
 * One entry for each line of a paid invoice that is not zero, and one for what its lines don't say (shipping, or the
 * lines that Stripe left out of a long invoice), so that the entries sum to the invoice without tax.
 *
 * What was given back is first parted between revenue and tax, then, like the fees, spread over the lines above zero by
 * their amounts (largest remainder). A line below zero, for unused time, keeps what it is.
 */
export function invoiceEntries(
  invoice: StripeInvoice,
  money: InvoiceMoney,
  settings: StripeSettings,
): readonly StripeEntry[] {
  const parts = partsOf(invoice, settings);
  const weights = parts.map(({ nano }) => (nano > 0n ? nano : 0n));
  const share = (total: Nano): Nano[] =>
    weights.some((weight) => weight > 0n) ? allocate(total, weights) : parts.map(() => 0n);
  const refunded = share(revenueOf(money.returned, invoice, parts));
  const fees = money.fees === null ? null : share(money.fees);
  return parts.map(({ nano, ...part }, index): StripeEntry => {
    const [back, fee] = [refunded[index] ?? 0n, fees?.[index] ?? 0n];
    return {
      ...part,
      occurredAt: invoice.paidAt,
      gross: formatNano(nano),
      fees: fees === null ? null : formatNano(fee),
      refunded: back === 0n ? null : formatNano(back),
      net: formatNano(nano - fee - back),
      currency: invoice.currency,
    };
  });
}

/** The entry of what an invoice's lines don't say. */
export function restOfInvoice(invoice: string): string {
  return `stripe:${invoice}:rest`;
}

type Part = Pick<StripeEntry, "externalId" | "period" | "attribution"> & { readonly nano: Nano };

function partsOf(invoice: StripeInvoice, settings: StripeSettings): readonly Part[] {
  const said = [invoice.subscriptionMetadata, invoice.metadata];
  const lines = invoice.lines.map((line): Part => {
    const metadata = [line.metadata, ...said];
    const { price, product, period } = line;
    return {
      externalId: lineId(invoice.id, line.id),
      nano: parseNano(line.net),
      period: settings.recognise === "period" ? period : null,
      attribution: attribute({ price, product, customer: invoice.customer, metadata }, settings),
    };
  });
  const lineSum = lines.reduce((sum, { nano }) => sum + nano, 0n);
  const rest = invoice.net === null ? 0n : parseNano(invoice.net) - lineSum;
  const unsaid = {
    price: null,
    product: null,
    customer: invoice.customer,
    metadata: [{}, ...said],
  };
  const remainder: Part = {
    externalId: restOfInvoice(invoice.id),
    nano: rest,
    period: null,
    attribution: attribute(unsaid, settings),
  };
  return [...lines, remainder].filter(({ nano }) => nano !== 0n);
}

/** Lines had their subscription's id once, the same on every invoice. */
function lineId(invoice: string, line: string): string {
  return line.startsWith("il_") ? `stripe:${line}` : `stripe:${invoice}:${line}`;
}

function revenueOf(returned: Nano, invoice: StripeInvoice, parts: readonly Part[]): Nano {
  const net = parts.reduce((sum, { nano }) => sum + nano, 0n);
  const tax = parseNano(invoice.total) - net;
  if (net <= 0n || tax < 0n) return returned;
  const [revenue = 0n] = allocate(returned > net + tax ? net + tax : returned, [net, tax]);
  return revenue;
}
