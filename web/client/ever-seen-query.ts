import { queryOptions } from "@tanstack/react-query";
import type { SummaryAnswer } from "../../api/contract/analytics.ts";
import { isZero } from "../format/money.ts";
import { callApi } from "./call-api.ts";

/** As far back as a question may ask, with some days to spare for a clock that is wrong. */
const LOOK_BACK_MS = 3 * 365 * 86_400_000;

/** Whether any clip or payment of the last three years names this feature or user. */
export function everSeenQuery(name: "feature" | "user", value: string) {
  return queryOptions({
    queryKey: ["ever-seen", name, value],
    queryFn: async ({ signal }) => {
      const from = new Date(Date.now() - LOOK_BACK_MS).toISOString();
      const { totals, other_currencies: others } = await callApi<SummaryAnswer>(
        "/api/v1/analytics/summary",
        { query: { from, [name]: [value] }, signal },
      );
      return totals.generations > 0 || !isZero(totals.revenue ?? "0") || others.length > 0;
    },
  });
}
