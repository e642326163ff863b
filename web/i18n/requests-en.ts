/** Why a request was refused or failed, in a few words, and what to do about it. */
export interface RefusalWords {
  readonly short: string;
  readonly next: string;
}

const words = (short: string, next: string): RefusalWords => ({ short, next });

const limit = (whose: string) =>
  words(
    `limit of ${whose} reached`,
    "A limit had no room left for this clip. See who is at it and when it frees, or raise it, on the page about quotas.",
  );

/** The pages about single requests. */
export const requestsEn = {
  title: "Requests",
  lead: "Each HTTP call through the proxy: what came, what was answered, and why it was refused.",
  caption: "Requests in this period, newest first",
  search: "Request, generation or provider job id",
  searchLabel: "Find a request",
  searched: (text: string) => `No request has the id “${text}”`,
  searchedLead:
    "Ids are compared whole. A provider’s job id is looked for in the chosen period only, and old records are deleted.",
  clearSearch: "Clear the search",
  emptyFiltered: "Nothing matches these filters",
  empty: "No request in this period",
  emptyLead:
    "Records are kept for a limited time, which the settings say. Choose a period closer to today.",
  clear: "Clear filters",
  statuses: {
    label: "How it ended",
    all: "All",
    "2xx": "Answered",
    "3xx": "Redirected",
    "4xx": "Refused",
    "5xx": "Failed",
    none: "No answer",
  },
  counted: (name: string, count: string) => `${name} ${count}`,
  facets: {
    label: "Narrow down",
    key: "Key",
    upstream: "Upstream",
    provider: "Provider",
    route: "Call",
    feature: "Feature",
    error_code: "Reason",
  },
  notApplied: (names: string, isOne: boolean) =>
    `Requests know no such filter: ${names} ${isOne ? "is" : "are"} left out here.`,
  newest: "Newest",
  older: "Older",
  columns: {
    at: "Time",
    call: "Call",
    outcome: "Outcome",
    took: "Duration",
    upstreamTook: "Upstream",
    user: "User",
    key: "Key",
    received: "In",
    sent: "Out",
    generation: "Generation",
  },
  open: (at: string) => `Open the request of ${at}`,
  noAnswer: "no answer",
  aborted: "client left",
  retry: (count: string) => `try ${count}`,
  notCalled: "not called",
  noGeneration: "none",
  unknownKey: "deleted key",
  detail: {
    title: "Request",
    back: "All requests",
    copyId: "Copy request id",
    notFound: "There is no such request in this workspace",
    notFoundLead:
      "It may belong to another workspace, its record may be deleted already, or its id may be mistyped.",
    facts: "The exchange",
    status: "Status",
    upstream: "Upstream",
    job: "Provider’s job id",
    whole: "Duration",
    ofWhich: "Upstream’s share",
    retries: "Tries before",
    reason: "Reason",
    openPage: (page: string) => `Open ${page}`,
    openUser: (user: string) => `Open ${user}`,
    siblings: "Requests of the same generation",
    siblingsLead: "Newest first; this one is marked. At most 200 are shown.",
    thisOne: "this one",
    noSiblings: "It made no generation",
    noSiblingsLead: "It was refused before anything was made, or it asked about no clip.",
  },
  said: {
    answered: (status: string, took: string, upstream: string | null) =>
      `Answered with ${status} after ${took}${upstream === null ? "; the upstream was not called" : `, of which the upstream took ${upstream}`}.`,
    passed: (status: string) =>
      `The upstream answered ${status}, and the answer was passed on as it came.`,
    refused: (status: string, short: string) =>
      `Refused with ${status} before the upstream was called: ${short}.`,
    failed: (status: string, short: string) =>
      `Answered with ${status} after the upstream was called: ${short}.`,
    aborted: "The client left before the answer was through.",
    none: "No answer was sent: the client left before there was one.",
  },
  next: {
    passed:
      "Read the body of the answer: its words are the provider’s. A 401 or 403 is about the upstream’s credential.",
    aborted:
      "A time-out of the client’s is the usual cause. A create may have been accepted all the same; its generation says.",
    unknown: "The message in the body of the answer says what to change.",
  },
  codes: {
    invalid_path: words(
      "invalid path",
      "Send the path as the SDK does, without encoded or dot segments.",
    ),
    invalid_target_url: words(
      "address not allowed",
      "The header that names an address may only name one of the provider’s that pass here.",
    ),
    invalid_host: words(
      "invalid Host header",
      "Send exactly one Host header. A proxy in between may add one.",
    ),
    method_not_allowed: words("method not allowed", "Use GET, POST or DELETE, as the SDK does."),
    invalid_api_key: words(
      "unknown key",
      "The key is unknown, expired or revoked. Make another one, or copy it again.",
    ),
    upstream_not_allowed: words(
      "upstream not allowed",
      "This key may not use this upstream. Use another key, or allow it to this one.",
    ),
    unknown_url: words(
      "no such call",
      "Only the video calls of the provider pass. Compare the base URL with the one in the docs.",
    ),
    invalid_handshake: words("invalid handshake", "Use a websocket client of version 13."),
    upgrade_required: words("websocket needed", "This call is a websocket: open it as one."),
    invalid_id: words("invalid id", "Use the id that the create was answered with, as it stands."),
    books_unavailable: words(
      "books not available",
      "Nothing could be recorded, so nothing was sent. Try again; if it stays, look at the database.",
    ),
    overloaded: words(
      "proxy overloaded",
      "More calls were under way than the proxy takes. Try again; if it stays, run another process.",
    ),
    request_too_large: words("body too large", "Send a smaller file."),
    request_timeout: words("body stopped", "The body stopped arriving. Send it again."),
    upstream_unreachable: words(
      "upstream unreachable",
      "Nothing was sent. Check the upstream’s address, and whether the provider is up.",
    ),
    upstream_broken: words(
      "no readable answer",
      "Of a create nobody knows whether it was accepted: see its generation before it is sent again.",
    ),
    upstream_timeout: words(
      "upstream too slow",
      "Of a create nobody knows whether it was accepted: see its generation before it is sent again.",
    ),
    upstream_rejected: words(
      "refused by the upstream",
      "The provider refused this create, in its own words in the answer. Its generation keeps them.",
    ),
    client_too_slow: words(
      "client read too slowly",
      "The client stopped taking the answer. Fetch it again over a better connection.",
    ),
    list_incomplete: words(
      "list incomplete",
      "The account is shared and its latest clips are others’. Retrieve clips by their ids.",
    ),
    idempotency_key_reused: words(
      "idempotency key reused",
      "The same Idempotency-Key came with another body. Give each new clip a key of its own.",
    ),
    idempotent_answer_not_kept: words(
      "repeat without its answer",
      "The first request made the clip, but its answer was too large to keep. Nothing was made again.",
    ),
    idempotent_request_running: words(
      "first one still runs",
      "The first request with this Idempotency-Key has no outcome yet. Ask again in a moment.",
    ),
    internal_error: words(
      "internal error",
      "This is a fault of Reelmeter’s. Report the request’s id with the log.",
    ),
    not_found: words(
      "no such clip",
      "The clip does not exist, or belongs to another workspace. Use this workspace’s key.",
    ),
    unknown_upstream: words(
      "unknown upstream",
      "The base URL names an upstream that there is not. Compare it with the list of upstreams.",
    ),
    invalid_attribution: words(
      "invalid attribution",
      "A Reelmeter header’s value has more than 200 bytes or characters that may not be in it.",
    ),
    invalid_header: words(
      "invalid header",
      "Write the header’s name with hyphens, or leave it out.",
    ),
    invalid_idempotency_key: words(
      "invalid idempotency key",
      "Send 1 to 255 visible ASCII characters, such as a UUID.",
    ),
    invalid_callback: words(
      "invalid callback",
      "The address for callbacks is none that can be called.",
    ),
    callback_not_allowed: words(
      "callback not allowed",
      "The key does not list this address among its callbacks. List it, or leave the callback out.",
    ),
    model_not_allowed: words(
      "model not allowed",
      "This key may not use this model. Use another model or key, or allow it to this one.",
    ),
    feature_not_open: words(
      "feature not open",
      "The roll-out of the feature has not reached this caller. See its roll-out.",
    ),
    rollout_budget_exceeded: words(
      "roll-out’s budget spent",
      "The day’s budget of the roll-out is spent. Raise it, or wait for tomorrow.",
    ),
    user_blocked: words(
      "user blocked",
      "An operator blocked this user. The user’s page says why, and ends it.",
    ),
    unknown_duration: words(
      "length not named",
      "A limit counts seconds and the request names none. Ask for a number of seconds.",
    ),
    unpriced_model: words(
      "model without a price",
      "A limit on money applies and the model has no price in its currency. Add one.",
    ),
    unsupported_value: words(
      "unsupported value",
      "The message names the field whose value the provider does not know.",
    ),
    invalid_value: words(
      "invalid value",
      "The message names the field whose value makes no sense.",
    ),
    unsupported_media_type: words(
      "unsupported body",
      "Send the body as JSON or as a form, as the SDK does.",
    ),
    user_quota_exceeded: limit("the user"),
    customer_quota_exceeded: limit("the customer"),
    key_quota_exceeded: limit("the key"),
    workspace_quota_exceeded: limit("the workspace"),
    group_quota_exceeded: limit("a group"),
  },
};

export type RequestsMessages = typeof requestsEn;
