import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseNano } from "../../../domain/money.ts";
import { linksOf } from "../../../domain/stripe/links-of.ts";
import { mergeFacts } from "../../../domain/stripe/merge-facts.ts";
import { projectPayments } from "../../../domain/stripe/project-payments.ts";
import { factsOfEvent, stripeEvent } from "../../../domain/stripe/read-event.ts";
import { readExport } from "../../../domain/stripe/read-export.ts";
import { stableText } from "../../../domain/stripe/stable-text.ts";
import type { StripeFacts } from "../../../domain/stripe/stripe-facts.ts";
import type { StripeSettings } from "../../../domain/stripe/stripe-settings.ts";
import {
  charge,
  creditNote,
  DAY_S,
  dispute,
  event,
  invoice,
  invoicePayment,
  NOVEMBER,
  refund,
} from "../../support/stripe-objects.ts";

const SETTINGS: StripeSettings = {
  recognise: "period",
  metadata: {
    feature: "reelmeter_feature",
    user: "reelmeter_user",
    customer: "reelmeter_customer",
    surface: "reelmeter_surface",
    region: "reelmeter_region",
    platform: "reelmeter_platform",
    plan: "reelmeter_plan",
  },
  prices: { price_basic: { plan: "basic" }, price_pro: { plan: "pro" } },
};

type Event = ReturnType<typeof event>;

function factsOf(sent: Event): readonly StripeFacts[] {
  const read = factsOfEvent(stripeEvent.parse(sent));
  if (read.kind !== "facts") throw new Error(`${String(sent["type"])}: ${JSON.stringify(read)}`);
  return read.facts;
}

/** What a store does with events that come one at a time: keep each object, look at what belongs to it, book. */
function openLedger() {
  const objects = new Map<string, StripeFacts>();
  const entries = new Map<string, string>();
  let waiting: readonly string[] = [];
  const together = (start: readonly StripeFacts[]): StripeFacts[] => {
    const known = new Set(start.flatMap(linksOf));
    for (let before = -1; before !== known.size;) {
      before = known.size;
      for (const each of objects.values()) {
        const links = linksOf(each);
        if (links.some((link) => known.has(link))) links.forEach((link) => known.add(link));
      }
    }
    return [...objects.values()].filter((each) => linksOf(each).some((link) => known.has(link)));
  };
  return {
    take(told: readonly StripeFacts[]): void {
      const facts = told.map((fresh) => {
        const key = `${fresh.kind} ${fresh.id}`;
        const present = objects.get(key);
        const merged = present === undefined ? fresh : mergeFacts(present, fresh);
        objects.set(key, merged);
        return merged;
      });
      const projected = projectPayments(together(facts), SETTINGS);
      for (const entry of projected.entries) entries.set(entry.externalId, stableText(entry));
      for (const id of projected.withdrawn) entries.delete(id);
      waiting = [...projected.waiting.keys()];
    },
    entries: () => Object.fromEntries([...entries].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    waiting: () => waiting,
  };
}

/** One payment's life, of an invoice or of a sale, in one of the two shapes of the API. */
const story = fc
  .record({
    newer: fc.boolean(),
    kind: fc.constantFrom("invoice", "sale"),
    amounts: fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 3 }),
    credit: fc.integer({ min: 0, max: 40 }),
    tax: fc.integer({ min: 0, max: 900 }),
    fee: fc.option(fc.integer({ min: 0, max: 200 })),
    refunds: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 3 }),
    failing: fc.boolean(),
    disputed: fc.constantFrom("no", "lost", "won"),
    noted: fc.constantFrom("no", "issued", "void"),
    gapS: fc.integer({ min: 0, max: 2 * DAY_S }),
  })
  .map(
    (life) =>
      (n: number): Event[] =>
        eventsOf(life, n),
  );

function eventsOf(
  life: {
    readonly newer: boolean;
    readonly kind: string;
    readonly amounts: readonly number[];
    readonly credit: number;
    readonly tax: number;
    readonly fee: number | null;
    readonly refunds: readonly number[];
    readonly failing: boolean;
    readonly disputed: string;
    readonly noted: string;
    readonly gapS: number;
  },
  n: number,
): Event[] {
  const { newer, gapS } = life;
  const [ch, inv] = [`ch_${n}`, `in_${n}`];
  const lines = life.amounts.map((amount, index) => ({
    id: `il_${n}_${index}`,
    amount,
    price: index === 0 ? "price_basic" : "price_pro",
  }));
  const unused = { id: `il_${n}_unused`, amount: -Math.min(life.credit, life.amounts[0] ?? 0) };
  const bill = invoice({
    id: inv,
    lines: unused.amount === 0 ? lines : [...lines, unused],
    paidAt: NOVEMBER,
    newer,
    tax: life.tax,
    charge: ch,
  });
  const isInvoice = life.kind === "invoice";
  const paid = isInvoice ? Number(bill["amount_paid"]) : (life.amounts[0] ?? 0);
  const fee = life.fee === null ? {} : { fee: life.fee };
  const own = { id: ch, amount: paid, at: NOVEMBER, newer, ...(isInvoice ? { invoice: inv } : {}) };
  const events = [event("charge.succeeded", NOVEMBER, charge(own))];
  if (life.fee !== null) {
    events.push(event("charge.updated", NOVEMBER + 1, charge({ ...own, ...fee })));
  }
  if (isInvoice) {
    events.push(event("invoice.paid", NOVEMBER + 1, bill));
    events.push(event("invoice.payment_succeeded", NOVEMBER + 1, bill));
    if (newer) {
      const payment = invoicePayment({ id: `inpay_${n}`, invoice: inv, charge: ch, at: NOVEMBER });
      events.push(event("invoice_payment.paid", NOVEMBER + 1, payment));
    }
  }
  let refunded = 0;
  for (const [index, amount] of life.refunds.entries()) {
    if (refunded + amount > paid) break;
    refunded += amount;
    const at = NOVEMBER + DAY_S + index * gapS;
    const back = { id: `re_${n}_${index}`, charge: ch, amount, at };
    events.push(event("refund.created", at, refund({ ...back, status: "pending" })));
    events.push(event("charge.refunded", at, charge({ ...own, ...fee, refunded })));
    const fails = life.failing && index === 0;
    const status = fails ? "failed" : "succeeded";
    const type = fails ? "refund.failed" : "refund.updated";
    if (fails) refunded -= amount;
    events.push(event(type, at + 3 * DAY_S, refund({ ...back, status })));
  }
  if (life.disputed !== "no") {
    const at = NOVEMBER + 20 * DAY_S;
    const claim = { id: `dp_${n}`, charge: ch, amount: paid, at, fee: 15 };
    events.push(
      event(
        "charge.dispute.funds_withdrawn",
        at,
        dispute({ ...claim, status: "needs_response", moves: [-paid] }),
      ),
    );
    const moves = life.disputed === "won" ? [-paid, paid] : [-paid];
    events.push(
      event("charge.dispute.closed", at + 1, dispute({ ...claim, status: life.disputed, moves })),
    );
  }
  if (isInvoice && life.noted !== "no") {
    const note = { id: `cn_${n}`, invoice: inv, amount: 10, at: NOVEMBER + DAY_S };
    events.push(event("credit_note.created", note.at, creditNote(note)));
    if (life.noted === "void") {
      events.push(event("credit_note.voided", note.at + 5, creditNote({ ...note, voided: true })));
    }
  }
  return events;
}

const events = fc
  .array(story, { minLength: 1, maxLength: 3 })
  .map((stories) => stories.flatMap((tell, n) => tell(n)));

describe("Stripe's events", () => {
  it("come to the same entries in every order, however often each comes", () => {
    fc.assert(
      fc.property(
        events.chain((sent) =>
          fc.tuple(
            fc.constant(sent),
            fc.shuffledSubarray([...sent, ...sent], { minLength: 2 * sent.length }),
          ),
        ),
        ([sent, shuffled]) => {
          const [told, mixed] = [openLedger(), openLedger()];
          for (const each of sent) told.take(factsOf(each));
          for (const each of shuffled) mixed.take(factsOf(each));
          expect(mixed.entries()).toEqual(told.entries());
        },
      ),
      { numRuns: 200 },
    );
  });

  it("have told all that an export of the same objects tells, and an old one takes nothing back", () => {
    fc.assert(
      fc.property(
        events.chain((sent) =>
          fc.tuple(fc.constant(sent), fc.integer({ min: 0, max: sent.length })),
        ),
        ([sent, old]) => {
          const ledger = openLedger();
          for (const each of sent) ledger.take(factsOf(each));
          const told = ledger.entries();
          ledger.take(exportedFacts(sent));
          expect(ledger.entries()).toEqual(told);
          ledger.take(exportedFacts(sent.slice(0, old)));
          expect(ledger.entries()).toEqual(told);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("book each payment's net once: what was paid without tax, less what went back and what Stripe kept", () => {
    fc.assert(
      fc.property(events, (sent) => {
        const ledger = openLedger();
        for (const each of sent) ledger.take(factsOf(each));
        for (const text of Object.values(ledger.entries())) {
          const entry = JSON.parse(text) as Record<"gross" | "fees" | "refunded" | "net", string>;
          const rest = parseNano(entry.gross) - parseNano(entry.fees ?? "0");
          expect(parseNano(entry.net)).toBe(rest - parseNano(entry.refunded ?? "0"));
        }
        const bills = sent.filter((each) => each["type"] === "invoice.paid");
        const billed = bills.reduce((sum, each) => sum + BigInt(netOf(each)), 0n);
        const sales = sent.filter((each) => isSale(each, sent));
        const sold = sales.reduce((sum, each) => sum + BigInt(amountOf(each)), 0n);
        const gross = Object.values(ledger.entries()).reduce(
          (sum, text) => sum + parseNano((JSON.parse(text) as { gross: string }).gross),
          0n,
        );
        expect(gross).toBe((billed + sold) * 10_000_000n);
        expect(ledger.waiting()).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

/** The objects as the API lists them after these events: of charges with what is refunded of them then. */
function exportedFacts(sent: readonly Event[]): readonly StripeFacts[] {
  const latest = new Map(sent.map((each) => [String(objectOf(each)["id"]), objectOf(each)]));
  const live = [...latest.values()].filter(
    (each) => each["object"] === "refund" && each["status"] !== "failed",
  );
  const objects = [...latest.values()].map((each) =>
    each["object"] === "charge"
      ? {
          ...each,
          amount_refunded: live
            .filter(({ charge: of }) => of === each["id"])
            .reduce((sum, { amount }) => sum + Number(amount), 0),
        }
      : each,
  );
  const read = readExport(JSON.stringify({ object: "list", data: objects }));
  if (read.kind === "faulty") throw new Error(JSON.stringify(read.faults));
  return read.facts;
}

function objectOf(sent: Event): Record<string, unknown> {
  return (sent["data"] as { object: Record<string, unknown> }).object;
}

function netOf(sent: Event): number {
  return Number(objectOf(sent)["total_excluding_tax"]);
}

function amountOf(sent: Event): number {
  return Number(objectOf(sent)["amount"]);
}

function isSale(sent: Event, all: readonly Event[]): boolean {
  const inv = String(objectOf(sent)["id"]).replace("ch_", "in_");
  return sent["type"] === "charge.succeeded" && !all.some((each) => objectOf(each)["id"] === inv);
}
