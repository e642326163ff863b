import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Postgres } from "../../../db/postgres/client.ts";
import { purgeStripeEvents } from "../../../db/postgres/retention.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
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
  subscription,
} from "../../support/stripe-objects.ts";
import { apiUnderTest, fieldsOf, type ApiUnderTest, type Json } from "./api-under-test.ts";
import { connectedWorkspace, listeningApi, SECRET, sign } from "./stripe-under-test.ts";
import { unreachableClickHouse } from "./unreachable-clickhouse.ts";

let server: PostgresServer;
let pg: Postgres;
let api: ApiUnderTest;
let door: Awaited<ReturnType<typeof listeningApi>>;

beforeAll(async () => {
  server = await withPostgres("server");
  pg = await server.database();
  api = apiUnderTest({ pg, ch: unreachableClickHouse() });
  door = await listeningApi(api);
});
afterAll(async () => {
  await door.close();
  await server.close();
});

const MID = NOVEMBER + 15 * DAY_S;
const END = NOVEMBER + 30 * DAY_S;

/** A month at 20.00 with 20 % tax on top; on the 16th up to 50.00; part of it given back; then the bank claims the first payment. */
function journey(newer: boolean): readonly Json[] {
  const first = {
    id: "in_1",
    newer,
    paidAt: NOVEMBER,
    tax: 400,
    charge: "ch_1",
    lines: [{ id: "il_1", amount: 2_000, from: NOVEMBER, to: END }],
  };
  const upgrade = {
    id: "in_2",
    newer,
    paidAt: MID,
    charge: "ch_2",
    lines: [
      { id: "il_2", amount: -1_000, from: MID, to: END },
      { id: "il_3", amount: 2_500, price: "price_pro", from: MID, to: END },
    ],
  };
  const paid = { newer, amount: 2_400, at: NOVEMBER, invoice: "in_1", id: "ch_1" };
  const more = { newer, amount: 1_500, at: MID, invoice: "in_2", id: "ch_2" };
  const plan = { id: "sub_1", newer, at: NOVEMBER, metadata: { reelmeter_user: "u_42" } };
  const claim = { id: "dp_1", charge: "ch_1", amount: 2_400, at: END, fee: 1_500 };
  return [
    event(
      "customer.subscription.created",
      NOVEMBER,
      subscription({ ...plan, status: "incomplete", price: "price_basic", amount: 2_000 }),
    ),
    event(
      "customer.subscription.updated",
      NOVEMBER,
      subscription({ ...plan, status: "active", price: "price_basic", amount: 2_000 }),
    ),
    event("charge.succeeded", NOVEMBER, charge(paid)),
    event("invoice.paid", NOVEMBER + 1, invoice(first)),
    event(
      "invoice_payment.paid",
      NOVEMBER + 1,
      invoicePayment({ id: "inpay_1", invoice: "in_1", charge: "ch_1", at: NOVEMBER }),
    ),
    event("charge.updated", NOVEMBER + 2, charge({ ...paid, fee: 100 })),
    event(
      "customer.subscription.updated",
      MID,
      subscription({ ...plan, status: "active", price: "price_pro", amount: 5_000 }),
    ),
    event("charge.succeeded", MID, charge(more)),
    event("invoice.paid", MID + 1, invoice(upgrade)),
    event(
      "invoice_payment.paid",
      MID + 1,
      invoicePayment({ id: "inpay_2", invoice: "in_2", charge: "ch_2", at: MID }),
    ),
    event(
      "refund.created",
      MID + DAY_S,
      refund({ id: "re_1", charge: "ch_2", amount: 500, at: MID + DAY_S, status: "pending" }),
    ),
    event("charge.refunded", MID + DAY_S, charge({ ...more, refunded: 500 })),
    event(
      "charge.dispute.funds_withdrawn",
      END,
      dispute({ ...claim, status: "needs_response", moves: [-2_400] }),
    ),
    event(
      "charge.dispute.closed",
      END + DAY_S,
      dispute({ ...claim, status: "lost", moves: [-2_400] }),
    ),
  ];
}

describe.each([
  ["older", false],
  ["newer", true],
])("a subscription's life in the %s shapes of Stripe's API", (_name, newer) => {
  it("is in the ledger line by line, whatever the order in which it came", async () => {
    const [told, late] = [await connectedWorkspace(api, pg), await connectedWorkspace(api, pg)];
    for (const sent of journey(newer)) {
      expect(await door.deliver(told.id, sent)).toMatchObject({ status: 200 });
    }
    for (const sent of journey(newer).toReversed()) {
      expect(await door.deliver(late.id, sent)).toMatchObject({ status: 200 });
    }
    const expected = [
      // 24.00 were paid, 4.00 of it tax; the bank took all back, and 1.00 + 15.00 in fees.
      "stripe:il_1 basic 20-16-20=-16 USD 11-01..12-01",
      // Half a month given back, and not a part of what was refunded.
      "stripe:il_2 basic -10-?-?=-10 USD 11-16..12-01",
      // What Stripe kept of it nobody told.
      "stripe:il_3 pro 25-?-5=20 USD 11-16..12-01",
    ];
    expect(await told.ledger()).toEqual(expected);
    expect(await late.ledger()).toEqual(expected);
    expect(await late.events("?outcome=waiting")).toEqual([]);

    const { body } = await late.call("GET", "subscriptions?plan=pro");
    expect(body["data"]).toMatchObject([
      {
        external_id: "sub_1",
        user: "u_42",
        customer: "cus_1",
        status: "active",
        amount: "50.000000000",
        interval: "1 month",
      },
    ]);
    const versions = await pg.sql<{ plan: string; status: string }[]>`
      select plan, status from subscription_versions where workspace_id = ${told.workspaceId} order by recorded`;
    expect(versions.map(({ plan, status }) => `${plan} ${status}`)).toEqual([
      "basic incomplete",
      "basic active",
      "pro active",
    ]);
  });
});

describe("an event", () => {
  const sale = charge({
    id: "ch_9",
    amount: 999,
    at: NOVEMBER,
    fee: 59,
    metadata: { reelmeter_feature: "remix", reelmeter_user: "u_1" },
  });

  it("counts once, however often and from however many sides it comes at once", async () => {
    const shop = await connectedWorkspace(api, pg);
    const sent = event("charge.succeeded", NOVEMBER, sale);
    const answers = await Promise.all(Array.from({ length: 6 }, () => door.deliver(shop.id, sent)));
    const outcomes = answers.map(({ body }) => String(body["outcome"])).toSorted();
    expect(outcomes).toEqual([...Array.from({ length: 5 }, () => "repeated"), "stored"]);
    expect(await shop.ledger()).toEqual(["stripe:ch_9 (none) 9.99-0.59-?=9.4 USD"]);
    expect(await shop.events()).toEqual(["charge.succeeded stored null"]);
    const log = await shop.call("GET", "audit-log?action=revenue.write");
    expect(log.body["data"]).toMatchObject([
      { actor_kind: "token", actor_id: `stripe:${shop.id}`, detail: { created: 1 } },
    ]);
  });

  it.each([
    [
      "another secret",
      (body: string) => ({ body, signature: sign(body, { secret: "whsec_of_somebody_else" }) }),
    ],
    ["no signature", (body: string) => ({ body, signature: null })],
    [
      "a byte changed on the way",
      (body: string) => ({ body: body.replace("999", "998"), signature: sign(body) }),
    ],
    [
      "a signature of six minutes ago",
      (body: string) => ({
        body,
        signature: sign(body, { signedAt: Math.floor(Date.now() / 1_000) - 360 }),
      }),
    ],
  ])("with %s is refused without a word why, and leaves no trace", async (_what, forge) => {
    const shop = await connectedWorkspace(api, pg);
    const { body, signature } = forge(JSON.stringify(event("charge.succeeded", NOVEMBER, sale)));
    const answer = await door.deliver(shop.id, body, { signature });
    expect([answer.status, answer.body["code"]]).toEqual([400, "bad_signature"]);
    expect(answer.body["detail"]).toBe("The signature is missing, wrong or too old.");
    expect([await shop.ledger(), await shop.events()]).toEqual([[], []]);
  });

  it("signed for one connection is no event of another, and a deleted one takes none", async () => {
    const [one, other] = [
      await connectedWorkspace(api, pg),
      await connectedWorkspace(api, pg, { webhook_secret: "whsec_of_another_workspace" }),
    ];
    const sent = event("charge.succeeded", NOVEMBER, sale);
    expect((await door.deliver(other.id, sent)).body["code"]).toBe("bad_signature");
    expect((await door.deliver("0190b0f4-7c5e-7000-8000-000000000000", sent)).status).toBe(404);
    await one.call("DELETE", `stripe/connections/${one.id}`);
    expect((await door.deliver(one.id, sent)).status).toBe(404);
  });

  it("is good under both secrets while one replaces the other, and under the new one alone afterwards", async () => {
    const shop = await connectedWorkspace(api, pg);
    const patch = { webhook_secret: "whsec_the_next_one_of_this_shop", keep_previous_hours: 2 };
    const changed = await shop.call("PATCH", `stripe/connections/${shop.id}`, patch);
    expect([changed.body["secret_last4"], changed.text]).toEqual([
      "shop",
      expect.not.stringContaining("whsec"),
    ]);
    const nth = (n: number) => event("charge.succeeded", NOVEMBER + n, sale);
    expect((await door.deliver(shop.id, nth(1))).status).toBe(200);
    const fresh = { secret: patch.webhook_secret };
    expect((await door.deliver(shop.id, nth(2), fresh)).status).toBe(200);

    const later = Date.now() + 3 * 3_600_000;
    const { masterKey } = api.deps;
    const threeHoursOn = apiUnderTest({ pg, ch: api.deps.ch }, { masterKey, clock: () => later });
    const laterDoor = await listeningApi(threeHoursOn);
    const signedAt = Math.floor(later / 1_000);
    expect((await laterDoor.deliver(shop.id, nth(3), { signedAt })).status).toBe(400);
    expect((await laterDoor.deliver(shop.id, nth(3), { ...fresh, signedAt })).status).toBe(200);
    await laterDoor.close();
  });

  it("of another mode or account says so, and is not taken", async () => {
    const test = await connectedWorkspace(api, pg, { livemode: false, account: "acct_ours" });
    const ours = { account: "acct_ours" };
    const live = event("charge.succeeded", NOVEMBER, sale, { ...ours, livemode: true });
    const refused = await door.deliver(test.id, live);
    expect([refused.status, fieldsOf(refused.body)]).toEqual([400, ["livemode"]]);
    expect((refused.body["errors"] as Json[])[0]?.["message"]).toBe(
      "is live mode: this connection takes test mode only",
    );
    const own = event("charge.succeeded", NOVEMBER, sale);
    expect(fieldsOf((await door.deliver(test.id, own)).body)).toEqual(["account"]);
    const right = event("charge.succeeded", NOVEMBER, sale, ours);
    expect((await door.deliver(test.id, right)).body["outcome"]).toBe("stored");
    expect(await test.events()).toEqual(["charge.succeeded stored null"]);
  });

  it("that can't be read is named, kept in sight, and taken once it can", async () => {
    const shop = await connectedWorkspace(api, pg);
    const broken = event("charge.succeeded", NOVEMBER, { ...sale, amount: "9.99" });
    const answer = await door.deliver(shop.id, broken);
    expect([answer.status, fieldsOf(answer.body)]).toEqual([400, ["data.object.amount"]]);
    expect(await shop.events()).toEqual([
      expect.stringContaining("charge.succeeded refused data.object.amount expected"),
    ]);
    const repaired = event("charge.succeeded", NOVEMBER, sale);
    expect((await door.deliver(shop.id, repaired)).body["outcome"]).toBe("stored");
    expect(await shop.events()).toEqual(["charge.succeeded stored null"]);
  });

  it("of more than the books can hold is named and kept in sight", async () => {
    const shop = await connectedWorkspace(api, pg);
    const huge = charge({ id: "ch_h", amount: 100_000_000_000, at: NOVEMBER });
    const answer = await door.deliver(shop.id, event("charge.succeeded", NOVEMBER, huge));
    expect([answer.status, fieldsOf(answer.body)]).toEqual([400, ["stripe:ch_h"]]);
    expect(await shop.events()).toEqual([
      expect.stringContaining("refused stripe:ch_h has an amount that is too large"),
    ]);
    expect(await shop.ledger()).toEqual([]);
  });

  it("about nothing that is earned is noted with the reason", async () => {
    const shop = await connectedWorkspace(api, pg);
    const open = invoice({ id: "in_5", paidAt: NOVEMBER, lines: [], status: "open" });
    await door.deliver(
      shop.id,
      event("customer.created", NOVEMBER, { id: "cus_1", object: "customer" }),
    );
    await door.deliver(shop.id, event("invoice.finalized", NOVEMBER, open));
    await door.deliver(
      shop.id,
      event(
        "charge.refunded",
        NOVEMBER,
        charge({ id: "ch_8", amount: 100, at: NOVEMBER, invoice: "in_8", refunded: 50 }),
      ),
    );
    expect(await shop.events()).toEqual([
      "charge.refunded waiting invoice",
      "invoice.finalized ignored not_paid",
      "customer.created ignored event_type",
    ]);
  });
});

describe("notes of events", () => {
  it("go after 90 days, but for what waits; an event that comes again then changes nothing", async () => {
    const shop = await connectedWorkspace(api, pg);
    const own = { id: "ch_7", amount: 700, at: NOVEMBER };
    const paid = event("charge.succeeded", NOVEMBER, charge(own));
    const lost = refund({ id: "re_7", charge: "ch_unknown", amount: 1, at: NOVEMBER });
    await door.deliver(shop.id, paid);
    await door.deliver(shop.id, event("refund.created", NOVEMBER, lost));
    const age = (days: number) => pg.sql`
      update stripe_events set received_at = now() - ${days}::integer * interval '1 day'
      where workspace_id = ${shop.workspaceId}`;
    await age(89);
    await purgeStripeEvents(pg);
    expect(await shop.events()).toHaveLength(2);
    await age(91);
    await purgeStripeEvents(pg);
    expect(await shop.events()).toEqual(["refund.created waiting payment"]);
    expect((await door.deliver(shop.id, paid)).body["outcome"]).toBe("unchanged");
    expect(await shop.ledger()).toEqual(["stripe:ch_7 (none) 7-?-?=7 USD"]);
  });
});

describe("what went back", () => {
  it("is Stripe's own total: partly refunded twice, one of them failed, and a dispute that was won", async () => {
    const shop = await connectedWorkspace(api, pg);
    const own = { id: "ch_3", amount: 5_000, at: NOVEMBER };
    const at = (days: number) => NOVEMBER + days * DAY_S;
    const back = (id: string, amount: number, day: number) => ({
      id,
      charge: "ch_3",
      amount,
      at: at(day),
    });
    const claim = { id: "dp_3", charge: "ch_3", amount: 4_000, at: at(20) };
    await door.deliver(shop.id, event("charge.succeeded", NOVEMBER, charge(own)));
    await door.deliver(
      shop.id,
      event("charge.refunded", at(1), charge({ ...own, refunded: 1_000 })),
    );
    expect(await shop.ledger()).toEqual(["stripe:ch_3 (none) 50-?-10=40 USD"]);
    await door.deliver(
      shop.id,
      event("charge.refunded", at(2), charge({ ...own, refunded: 3_000 })),
    );
    await door.deliver(
      shop.id,
      event("refund.created", at(2), refund({ ...back("re_4", 2_000, 2), status: "pending" })),
    );
    expect(await shop.ledger()).toEqual(["stripe:ch_3 (none) 50-?-30=20 USD"]);
    await door.deliver(
      shop.id,
      event("refund.failed", at(9), refund({ ...back("re_4", 2_000, 2), status: "failed" })),
    );
    expect(await shop.ledger()).toEqual(["stripe:ch_3 (none) 50-?-10=40 USD"]);
    await door.deliver(
      shop.id,
      event(
        "charge.dispute.funds_withdrawn",
        at(20),
        dispute({ ...claim, status: "needs_response", moves: [-4_000] }),
      ),
    );
    expect(await shop.ledger()).toEqual(["stripe:ch_3 (none) 50-?-50=0 USD"]);
    await door.deliver(
      shop.id,
      event(
        "charge.dispute.funds_reinstated",
        at(30),
        dispute({ ...claim, status: "won", moves: [-4_000, 4_000] }),
      ),
    );
    expect(await shop.ledger()).toEqual(["stripe:ch_3 (none) 50-?-10=40 USD"]);
  });

  it("as a credit note counts once, beside the refund that it caused, and no more once it is void", async () => {
    const shop = await connectedWorkspace(api, pg);
    const paid = { id: "ch_6", amount: 3_000, at: NOVEMBER, invoice: "in_6" };
    const lines = [
      { id: "il_6", amount: 1_000 },
      { id: "il_7", amount: 2_000, price: "price_pro", discount: 500, inclusiveTax: 250 },
    ];
    const note = { id: "cn_6", invoice: "in_6", amount: 900, at: NOVEMBER + 5 };
    const refunded = { id: "re_6", amount: 600 };
    for (const sent of [
      event("credit_note.created", note.at, creditNote({ ...note, refund: refunded })),
      event("charge.refunded", note.at, charge({ ...paid, refunded: 600 })),
      event("refund.created", note.at, refund({ ...refunded, charge: "ch_6", at: note.at })),
      event("charge.succeeded", NOVEMBER, charge(paid)),
      event(
        "invoice.paid",
        NOVEMBER,
        invoice({ id: "in_6", paidAt: NOVEMBER, lines, charge: "ch_6" }),
      ),
    ]) {
      await door.deliver(shop.id, sent);
    }
    // 9.00 of 25.00, 2.50 of which is tax: 8.10 of revenue, 10 : 12.5 between the lines.
    expect(await shop.ledger()).toEqual([
      "stripe:il_6 basic 10-?-3.6=6.4 USD 11-01..12-01",
      "stripe:il_7 pro 12.5-?-4.5=8 USD 11-01..12-01",
    ]);
    const voided = creditNote({ ...note, refund: refunded, voided: true });
    await door.deliver(shop.id, event("credit_note.voided", note.at + 9, voided));
    // The refund stays: 6.00, of which 5.40 is revenue.
    expect(await shop.ledger()).toEqual([
      "stripe:il_6 basic 10-?-2.4=7.6 USD 11-01..12-01",
      "stripe:il_7 pro 12.5-?-3=9.5 USD 11-01..12-01",
    ]);
  });
});

describe("a charge that does not say whether it pays an invoice", () => {
  it("is booked as a sale until an invoice looks like it, and then waits to be told", async () => {
    const shop = await connectedWorkspace(api, pg);
    const alike = { amount: 2_000, at: NOVEMBER, newer: true };
    await door.deliver(
      shop.id,
      event("charge.succeeded", NOVEMBER, charge({ ...alike, id: "ch_a" })),
    );
    await door.deliver(
      shop.id,
      event("charge.succeeded", NOVEMBER, charge({ ...alike, id: "ch_b" })),
    );
    expect(await shop.ledger()).toHaveLength(2);
    const bill = invoice({
      id: "in_a",
      newer: true,
      paidAt: NOVEMBER,
      lines: [{ id: "il_a", amount: 2_000 }],
    });
    await door.deliver(shop.id, event("invoice.paid", NOVEMBER + 1, bill));
    expect(await shop.ledger()).toEqual(["stripe:il_a basic 20-?-?=20 USD 11-01..12-01"]);
    const payment = invoicePayment({
      id: "inpay_a",
      invoice: "in_a",
      charge: "ch_a",
      at: NOVEMBER,
    });
    await door.deliver(shop.id, event("invoice_payment.paid", NOVEMBER + 2, payment));
    expect(await shop.ledger()).toEqual([
      "stripe:ch_b (none) 20-?-?=20 USD",
      "stripe:il_a basic 20-?-?=20 USD 11-01..12-01",
    ]);
  });
});

describe("a connection", () => {
  it("shows no secret, keeps its map, and says which prices it has seen", async () => {
    const shop = await connectedWorkspace(api, pg);
    const lines = [{ id: "il_1", amount: 100, price: "price_new" }];
    await door.deliver(
      shop.id,
      event("invoice.paid", NOVEMBER, invoice({ id: "in_1", paidAt: NOVEMBER, lines })),
    );
    const listed = await shop.call("GET", "stripe/connections");
    expect(listed.body["data"]).toMatchObject([
      {
        id: shop.id,
        webhook_url: `http://reelmeter.test:4080/api/v1/stripe/hooks/${shop.id}`,
        metadata: { feature: "reelmeter_feature", customer: "reelmeter_customer" },
        prices: { price_basic: { plan: "basic" } },
        seen_prices: ["price_new"],
      },
    ]);
    const log = await shop.call("GET", "audit-log");
    expect(shop.made.text + listed.text + log.text + api.logged.join()).not.toContain(SECRET);
    const prices = { price_new: { plan: "team", feature: "remix" } };
    await shop.call("PATCH", `stripe/connections/${shop.id}`, { prices, recognise: "at_payment" });
    // The next word about it is booked by the new map.
    const bill = invoice({ id: "in_1", paidAt: NOVEMBER, lines });
    await door.deliver(shop.id, event("invoice.payment_succeeded", NOVEMBER, bill));
    expect(await shop.ledger()).toEqual(["stripe:il_1 team 1-?-?=1 USD"]);
  });

  it.each([
    [{ webhook_secret: "sk_live_1234567890" }, "webhook_secret"],
    [{ name: "" }, "name"],
    [{ account: "ours" }, "account"],
    [{ livemode: "yes" }, "livemode"],
    [{ metadata: { feature: "a[b]" } }, "metadata.feature"],
    [{ metadata: { colour: "x" } }, "metadata.colour"],
    [{ prices: { price_1: { plan: "" } } }, "prices.price_1.plan"],
    [{ recognise: "later" }, "recognise"],
  ])("refuses %j naming %s", async (change, field) => {
    const { made } = await connectedWorkspace(api, pg, change);
    expect([made.status, fieldsOf(made.body)]).toEqual([400, [field]]);
  });
});

describe("a back-fill", () => {
  const objects = [
    invoice({
      id: "in_1",
      paidAt: NOVEMBER,
      charge: "ch_1",
      lines: [
        { id: "il_1", amount: 2_000 },
        { id: "il_2", amount: 1_000, price: "price_pro" },
      ],
    }),
    charge({ id: "ch_1", amount: 3_000, at: NOVEMBER, invoice: "in_1", refunded: 600 }),
    refund({ id: "re_1", charge: "ch_1", amount: 600, at: NOVEMBER + DAY_S }),
    charge({ id: "ch_2", amount: 500, at: NOVEMBER, currency: "jpy" }),
  ];
  const LEDGER = [
    "stripe:ch_2 (none) 500-?-?=500 JPY",
    "stripe:il_1 basic 20-?-4=16 USD 11-01..12-01",
    "stripe:il_2 pro 10-?-2=8 USD 11-01..12-01",
  ];
  const BALANCE = [
    "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC)",
    "txn_1,charge,ch_1,30.00,1.17,28.83,usd,2026-11-01 00:00",
    'txn_2,payout,po_1,"-1,000.00",0.00,"-1,000.00",usd,2026-11-02 00:00',
    "txn_3,charge,ch_2,3.20,0.30,2.90,usd,2026-11-01 00:00",
  ].join("\n");

  it("of lists, of lines or of events books what the events would have, and behind them nothing but the fees", async () => {
    const list = JSON.stringify({ object: "list", data: objects });
    const lines = objects.map((each) => JSON.stringify(each)).join("\n");
    const sent = objects.map((each) =>
      event(`${String(each["object"])}.updated`, NOVEMBER + 2 * DAY_S, each),
    );
    const shops = await Promise.all([1, 2, 3, 4].map(() => connectedWorkspace(api, pg)));
    const [byList, byLines, byEvents, byHook] = shops as [Shop, Shop, Shop, Shop];
    expect((await byList.backfill(list, true)).body).toMatchObject({ applied: false, created: 3 });
    expect(await byList.ledger()).toEqual([]);
    expect((await byList.backfill(list)).body).toMatchObject({
      applied: true,
      created: 3,
      waiting: 0,
    });
    await byLines.backfill(lines);
    await byEvents.backfill(JSON.stringify(sent));
    for (const each of sent) await door.deliver(byHook.id, each);
    for (const shop of shops) expect(await shop.ledger()).toEqual(LEDGER);

    expect((await byHook.backfill(list)).body).toMatchObject({ created: 0, changed: 0 });
    expect((await byHook.backfill(BALANCE)).body).toMatchObject({
      facts: 2,
      others: 1,
      changed: 2,
    });
    // 1.17 by 20 : 10. What was kept in dollars is no fee in yen.
    expect(await byHook.ledger()).toEqual([
      "stripe:ch_2 (none) 500-?-?=500 JPY",
      "stripe:il_1 basic 20-0.78-4=15.22 USD 11-01..12-01",
      "stripe:il_2 pro 10-0.39-2=7.61 USD 11-01..12-01",
    ]);
    expect((await byHook.backfill(BALANCE)).body).toMatchObject({ changed: 0, unchanged: 3 });
  });

  it("of an old export takes nothing back that was told since", async () => {
    const shop = await connectedWorkspace(api, pg);
    const own = { id: "ch_1", amount: 3_000, at: NOVEMBER };
    const old = JSON.stringify([charge(own)]);
    await door.deliver(
      shop.id,
      event("charge.refunded", NOVEMBER + DAY_S, charge({ ...own, refunded: 600 })),
    );
    expect((await shop.backfill(old)).body).toMatchObject({ changed: 0, unchanged: 1 });
    expect(await shop.ledger()).toEqual(["stripe:ch_1 (none) 30-?-6=24 USD"]);
  });

  it.each([
    ["[]", ["content"]],
    ['{"object":"charge","id":"ch_1"}\n{nonsense', ["content[2].line"]],
    [
      JSON.stringify([
        charge({ id: "ch_1", amount: 1, at: 1 }),
        { ...charge({ id: "ch_2", amount: 1, at: 1 }), currency: "dollars" },
      ]),
      ["content[1].currency"],
    ],
    [
      JSON.stringify([{ ...charge({ id: "ch_1", amount: 1, at: 1 }), livemode: true }]),
      ["content[0].livemode"],
    ],
    ["a,b\n1,2", ["content[1].line"]],
    ['Type,Source,Fee,Currency\ncharge,ch_1,0.50,usd\ncharge,ch_2,"0,50",usd', ["content[3].fee"]],
  ])("of %s is refused whole, naming the fault", async (content, faulty) => {
    const shop = await connectedWorkspace(api, pg, { livemode: false });
    const answer = await shop.backfill(content);
    expect([answer.status, fieldsOf(answer.body)]).toEqual([400, faulty]);
    expect(await shop.ledger()).toEqual([]);
  });
});

type Shop = Awaited<ReturnType<typeof connectedWorkspace>>;
