/** Objects as Stripe sends them, in the shape of its older API versions or of those since 2025-03-31 ("newer"). */

type Part = Readonly<Record<string, unknown>>;

export const DAY_S = 86_400;
/** 1 November 2026, 00:00 UTC. */
export const NOVEMBER = Date.UTC(2026, 10, 1) / 1_000;

export interface LineOf {
  readonly id: string;
  /** Minor units, before discounts. */
  readonly amount: number;
  readonly price?: string;
  readonly from?: number;
  readonly to?: number;
  readonly subscription?: boolean;
  readonly discount?: number;
  readonly inclusiveTax?: number;
  readonly metadata?: Part;
}

function line(of: LineOf, newer: boolean): Part {
  const { subscription = true, price = "price_basic" } = of;
  const details = { subscription: "sub_1" };
  return {
    id: of.id,
    object: "line_item",
    amount: of.amount,
    discount_amounts: of.discount === undefined ? [] : [{ amount: of.discount, discount: "di_1" }],
    metadata: of.metadata ?? {},
    period: { start: of.from ?? NOVEMBER, end: of.to ?? NOVEMBER + 30 * DAY_S },
    ...(newer
      ? {
          parent: subscription
            ? { type: "subscription_item_details", subscription_item_details: details }
            : { type: "invoice_item_details", invoice_item_details: { subscription: null } },
          pricing: { type: "price_details", price_details: { price, product: "prod_1" } },
          taxes:
            of.inclusiveTax === undefined
              ? []
              : [{ amount: of.inclusiveTax, tax_behavior: "inclusive" }],
        }
      : {
          type: subscription ? "subscription" : "invoiceitem",
          subscription: subscription ? "sub_1" : null,
          price: { id: price, product: "prod_1" },
          tax_amounts:
            of.inclusiveTax === undefined ? [] : [{ amount: of.inclusiveTax, inclusive: true }],
        }),
  };
}

export interface InvoiceOf {
  readonly id: string;
  readonly lines: readonly LineOf[];
  readonly paidAt: number;
  readonly newer?: boolean;
  /** Exclusive tax on top, minor units. */
  readonly tax?: number;
  readonly charge?: string;
  readonly customer?: string;
  readonly currency?: string;
  readonly metadata?: Part;
  readonly subscriptionMetadata?: Part;
  readonly status?: string;
}

export function invoice(of: InvoiceOf): Part {
  const { newer = false, tax = 0 } = of;
  const net = of.lines.reduce(
    (sum, each) => sum + each.amount - (each.discount ?? 0) - (each.inclusiveTax ?? 0),
    0,
  );
  const inclusive = of.lines.reduce((sum, each) => sum + (each.inclusiveTax ?? 0), 0);
  const total = net + inclusive + tax;
  const details = { metadata: of.subscriptionMetadata ?? {}, subscription: "sub_1" };
  return {
    id: of.id,
    object: "invoice",
    livemode: false,
    created: of.paidAt - 60,
    status: of.status ?? "paid",
    status_transitions: { paid_at: (of.status ?? "paid") === "paid" ? of.paidAt : null },
    currency: of.currency ?? "usd",
    customer: of.customer ?? "cus_1",
    total,
    total_excluding_tax: net,
    amount_paid: Math.max(total, 0),
    lines: { object: "list", has_more: false, data: of.lines.map((each) => line(each, newer)) },
    metadata: of.metadata ?? {},
    ...(newer
      ? { parent: { type: "subscription_details", subscription_details: details } }
      : {
          subscription: "sub_1",
          subscription_details: details,
          charge: of.charge ?? null,
          payment_intent: null,
        }),
  };
}

export interface ChargeOf {
  readonly id: string;
  readonly amount: number;
  readonly at: number;
  readonly newer?: boolean;
  readonly invoice?: string;
  readonly refunded?: number;
  readonly fee?: number;
  readonly currency?: string;
  readonly customer?: string | null;
  readonly metadata?: Part;
}

export function charge(of: ChargeOf): Part {
  const currency = of.currency ?? "usd";
  return {
    id: of.id,
    object: "charge",
    livemode: false,
    created: of.at,
    status: "succeeded",
    captured: true,
    amount: of.amount,
    amount_captured: of.amount,
    amount_refunded: of.refunded ?? 0,
    currency,
    customer: of.customer === undefined ? "cus_1" : of.customer,
    payment_intent: of.id.replace("ch_", "pi_"),
    metadata: of.metadata ?? {},
    balance_transaction:
      of.fee === undefined ? `txn_${of.id}` : balanceTransaction({ ...of, fee: of.fee }),
    ...(of.newer === true ? {} : { invoice: of.invoice ?? null }),
  };
}

export function balanceTransaction(of: {
  readonly id: string;
  readonly amount: number;
  readonly fee: number;
  readonly currency?: string;
}): Part {
  return {
    id: `txn_${of.id}`,
    object: "balance_transaction",
    type: "charge",
    source: of.id,
    amount: of.amount,
    fee: of.fee,
    net: of.amount - of.fee,
    currency: of.currency ?? "usd",
  };
}

export function invoicePayment(of: { id: string; invoice: string; charge: string; at: number }) {
  return {
    id: of.id,
    object: "invoice_payment",
    livemode: false,
    created: of.at,
    invoice: of.invoice,
    status: "paid",
    payment: { type: "payment_intent", payment_intent: of.charge.replace("ch_", "pi_") },
  };
}

export function refund(of: {
  readonly id: string;
  readonly charge: string;
  readonly amount: number;
  readonly at: number;
  readonly status?: string;
}): Part {
  return {
    id: of.id,
    object: "refund",
    created: of.at,
    amount: of.amount,
    currency: "usd",
    charge: of.charge,
    payment_intent: of.charge.replace("ch_", "pi_"),
    status: of.status ?? "succeeded",
    balance_transaction: null,
  };
}

export function dispute(of: {
  readonly id: string;
  readonly charge: string;
  readonly amount: number;
  readonly at: number;
  readonly status: string;
  /** What each balance transaction moved, negative for withdrawn. */
  readonly moves: readonly number[];
  readonly fee?: number;
}): Part {
  return {
    id: of.id,
    object: "dispute",
    livemode: false,
    created: of.at,
    amount: of.amount,
    currency: "usd",
    charge: of.charge,
    payment_intent: of.charge.replace("ch_", "pi_"),
    status: of.status,
    balance_transactions: of.moves.map((amount, index) => ({
      id: `txn_${of.id}_${index}`,
      amount,
      fee: index === 0 ? (of.fee ?? 0) : 0,
      currency: "usd",
      type: "adjustment",
    })),
  };
}

export function creditNote(of: {
  readonly id: string;
  readonly invoice: string;
  readonly amount: number;
  readonly at: number;
  readonly refund?: { readonly id: string; readonly amount: number };
  readonly voided?: boolean;
}): Part {
  return {
    id: of.id,
    object: "credit_note",
    livemode: false,
    created: of.at,
    amount: of.amount,
    currency: "usd",
    invoice: of.invoice,
    status: of.voided === true ? "void" : "issued",
    refund: of.refund?.id ?? null,
    refunds:
      of.refund === undefined ? [] : [{ refund: of.refund.id, amount_refunded: of.refund.amount }],
    post_payment_amount: of.amount,
    out_of_band_amount: 0,
  };
}

export function subscription(of: {
  readonly id: string;
  readonly status: string;
  readonly price: string;
  readonly amount: number;
  readonly at: number;
  readonly newer?: boolean;
  readonly cancelledAt?: number;
  readonly metadata?: Part;
}): Part {
  const period = { current_period_start: of.at, current_period_end: of.at + 30 * DAY_S };
  return {
    id: of.id,
    object: "subscription",
    livemode: false,
    created: of.at,
    start_date: of.at,
    status: of.status,
    currency: "usd",
    customer: "cus_1",
    canceled_at: of.cancelledAt ?? null,
    ended_at: of.cancelledAt ?? null,
    metadata: of.metadata ?? {},
    ...(of.newer === true ? {} : period),
    items: {
      object: "list",
      data: [
        {
          id: `si_${of.id}`,
          quantity: 1,
          price: {
            id: of.price,
            product: "prod_1",
            unit_amount: of.amount,
            recurring: { interval: "month", interval_count: 1 },
          },
          ...(of.newer === true ? period : {}),
        },
      ],
    },
  };
}

/** An event about an object. */
export function event(type: string, created: number, object: Part, change: Part = {}): Part {
  const id = `evt_${type.replaceAll(".", "_")}_${String(object["id"])}_${created}`;
  return { id, object: "event", type, created, livemode: false, data: { object }, ...change };
}
