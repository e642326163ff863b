import { useQuery } from "@tanstack/react-query";
import { revenueConnectedQuery } from "../../client/feature-queries.ts";

/** Whether anyone records revenue here; null until that is known. When it can't be asked, figures stay as they come. */
export function useRevenueConnected(): boolean | null {
  const { data, error } = useQuery(revenueConnectedQuery);
  return data ?? (error === null ? null : true);
}
