import type { RevenueMappingInput } from "./mapping.ts";

/**
 * Mappings for files that stores hand out, written from their public descriptions. A preset is a start: save it as a
 * profile of your own to name features and plans by product.
 */
export const PRESETS = {
  /**
   * Apple's monthly financial report: tab separated, one line for each product, country, currency and price, amounts in
   * the partner's share; totals stand at the end. Lines of one product, country and currency make one
   * entry a report, which its first day names: two of Apple's months may begin in one month of the calendar.
   */
  "app-store-financial-report": {
    separator: "\t",
    quotes: "none",
    dates: "MM/DD/YYYY",
    fields: {
      external_id: {
        template:
          "app-store/{Start Date}/{Vendor Identifier}/{Country Of Sale}/{Partner Share Currency}",
      },
      occurred_at: { column: "Start Date" },
      amount: { column: "Extended Partner Share" },
      currency: { column: "Partner Share Currency" },
      region: { column: "Country Of Sale" },
      plan: { column: "Vendor Identifier" },
      platform: { value: "ios" },
    },
    period: {
      from: { column: "Start Date" },
      to: { column: "End Date" },
      last_day_included: true,
    },
    negative_when: { column: "Sales or Return", equals: ["R"] },
    until: { column: "Start Date", starts_with: ["Total_"] },
    group: { column: "Sales or Return", roles: { S: "net", R: "refunded" } },
  },
  /**
   * Google Play's monthly earnings report: the charge, Google's fee, tax and refunds of an order are lines of their own,
   * in the merchant's currency. The lines that one order has in a month make one entry.
   */
  "google-play-earnings": {
    separator: ",",
    dates: "MMM D, YYYY",
    timezone: "America/Los_Angeles",
    fields: {
      external_id: { template: "google-play/{Transaction Date|month}/{Description}" },
      occurred_at: { column: "Transaction Date" },
      amount: { column: "Amount (Merchant Currency)" },
      currency: { column: "Merchant Currency" },
      region: { column: "Buyer Country" },
      plan: { column: "Sku Id", if_present: true },
      platform: { value: "android" },
    },
    group: {
      column: "Transaction Type",
      roles: {
        Charge: "gross",
        "Charge refund": "refunded",
        "Google fee": "fees",
        "Google fee refund": "fees",
        Tax: "fees",
        "Tax refund": "fees",
      },
    },
  },
} as const satisfies Readonly<Record<string, RevenueMappingInput>>;
