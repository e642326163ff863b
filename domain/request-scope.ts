/** The first digit of a request's HTTP status, or `none`: no answer was sent at all. */
export const STATUS_CLASSES = ["2xx", "3xx", "4xx", "5xx", "none"] as const;
export type StatusClass = (typeof STATUS_CLASSES)[number];

/** What requests through the proxy can be counted by. */
export const REQUEST_FACETS = [
  "route",
  "upstream",
  "provider",
  "key",
  "feature",
  "error_code",
  "status_class",
] as const;
export type RequestFacet = (typeof REQUEST_FACETS)[number];
