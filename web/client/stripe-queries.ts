import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  StripeBackfillAnswer,
  StripeBackfillInput,
  StripeConnectionInput,
  StripeConnectionPatch,
  StripeConnectionRow,
  StripeConnectionsAnswer,
  StripeEventsAnswer,
} from "../../api/contract/stripe.ts";
import { callApi } from "./call-api.ts";

const ALL = 200;
const PAGE = 25;
const EVENTS_EVERY_MS = 10_000;

export const stripeConnectionsQuery = queryOptions({
  queryKey: ["stripe", "connections"],
  queryFn: ({ signal }) =>
    callApi<StripeConnectionsAnswer>("/api/v1/stripe/connections", {
      query: { limit: ALL },
      signal,
    }),
});

export const stripeEventsQuery = infiniteQueryOptions({
  queryKey: ["stripe", "events"],
  initialPageParam: "",
  queryFn: ({ signal, pageParam }) =>
    callApi<StripeEventsAnswer>("/api/v1/stripe/events", {
      query: { limit: PAGE, cursor: pageParam },
      signal,
    }),
  getNextPageParam: (page) => page.next_cursor,
  refetchInterval: EVENTS_EVERY_MS,
});

export function connectStripe(input: StripeConnectionInput): Promise<StripeConnectionRow> {
  return callApi("/api/v1/stripe/connections", { method: "POST", body: input });
}

export function changeStripe(
  id: string,
  patch: StripeConnectionPatch,
): Promise<StripeConnectionRow> {
  return callApi(`/api/v1/stripe/connections/${id}`, { method: "PATCH", body: patch });
}

export function disconnectStripe(id: string): Promise<unknown> {
  return callApi(`/api/v1/stripe/connections/${id}`, { method: "DELETE" });
}

export function backfillStripe(
  id: string,
  input: StripeBackfillInput,
): Promise<StripeBackfillAnswer> {
  return callApi(`/api/v1/stripe/connections/${id}/backfill`, { method: "POST", body: input });
}
