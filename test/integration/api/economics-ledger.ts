import { bookJob, deliver, type AnalyticStores } from "./analytic-stores.ts";
import { newToken, newWorkspace, type ApiUnderTest } from "./api-under-test.ts";

/** April 2026 in UTC; days before and after it are there to be left out. */
export const APRIL = "from=2026-04-01&to=2026-05-01&tz=UTC";

/** Prices of half a cent for each second, in a book of their own. */
export const HALF = { book: "half", unit: "second", amount: "0.05", valid_from: "2026-01-01" };

const usd = (amount: string, change: object) => ({
  occurred_at: "2026-04-05T12:00:00Z",
  amount,
  currency: "USD",
  ...change,
});

/**
 * A month's clips of 4 s, 0.40 each where nothing else is said, and what was paid:
 * u_pay (plus) two of remix, one of them downloaded; u_free (free) two of remix, of which one failed at 0.10, one of extend
 * at 1.00 EUR (1.20 USD) and one of storyboard without a price; one of extend that names no user.
 * u_pay 5.00 for remix and 3.00 for no feature; u_refund gets 1.00 back for remix; u_idle 2.00 for extend, and makes
 * nothing. 7.00 CHF of u_free have no rate.
 */
export async function bookApril(stores: AnalyticStores, api: ApiUnderTest) {
  const workspaceId = await newWorkspace(stores.pg);
  const { token } = await newToken(api, workspaceId, "owner");
  const post = (path: string, body: object) => api.call("POST", `/api/v1/${path}`, { token, body });
  await post("fx-rates", { date: "2026-04-10", base: "EUR", quote: "USD", rate: "1.2" });
  await post("revenue", {
    entries: [
      usd("5.00", { external_id: "1", feature: "remix", user: "u_pay", plan: "plus" }),
      usd("3.00", { external_id: "2", user: "u_pay", plan: "plus" }),
      usd("-1.00", { external_id: "3", feature: "remix", user: "u_refund", plan: "free" }),
      usd("2.00", { external_id: "4", feature: "extend", user: "u_idle", plan: "plus" }),
      usd("7.00", { external_id: "5", feature: "remix", user: "u_free", currency: "CHF" }),
      usd("99", { external_id: "6", user: "u_late", occurred_at: "2026-05-01T00:00:00Z" }),
    ],
  });
  await post("prices", { provider: "openai", model: "sora-2", currency: "USD", ...HALF });
  const book = (day: string, change: object) =>
    bookJob(stores.pg, workspaceId, `2026-04-${day}T08:00:00Z`, change);
  const [pay, free] = [
    { userId: "u_pay", plan: "plus" },
    { userId: "u_free", plan: "free" },
  ];
  await book("02", pay);
  await book("03", { ...pay, firstDownloadedAt: null });
  await book("02", free);
  await book("04", { ...free, state: "failed", cost: "0.1", firstDownloadedAt: null });
  await book("10", { ...free, feature: "extend", cost: "1", currency: "EUR" });
  await book("11", {
    ...free,
    feature: "storyboard",
    model: "new-model",
    cost: null,
    currency: null,
    costBasis: "unpriced",
    unpricedReason: "no_price_for_model",
    priceId: null,
    priceUnit: null,
    units: null,
    unitAmount: null,
    estimate: null,
  });
  await book("12", { userId: "(none)", feature: "extend", plan: "free" });
  await bookJob(stores.pg, workspaceId, "2026-05-01T00:00:00Z", free);
  await deliver(stores, workspaceId);
  return { workspaceId, token };
}
