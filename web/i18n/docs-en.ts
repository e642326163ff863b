/** How to lead a provider's client here. */
export const docsEn = {
  title: "Connect your code",
  lead: "Change the base URL and the key in the SDK you use. Nothing else in your code changes.",
  api: "Reference of the management API",
  search: "Search providers and SDKs",
  searchHint: "Veo, fal, AI SDK…",
  providers: "Providers",
  connected: "Your upstreams",
  others: "Other providers",
  custom: "Described wire",
  openaiLike: "OpenAI and servers like it",
  nothing: "No provider by this name.",
  describe: "Describe its wire in an upstream.",
  upstream: "Upstream",
  sdk: "Client",
  baseUrl: "Base URL",
  install: "the install command",
  firstClip: (sdk: string) => `a first clip with ${sdk}`,
  copy: (what: string) => `Copy ${what}`,
  noUpstream: (name: string, slug: string) =>
    `No upstream here speaks this wire yet (${name}). The code below expects one with the slug “${slug}”.`,
  addUpstream: "Add an upstream",
  keyFrom: (variable: string) =>
    `The key is read from ${variable}. A key can be copied once, when it is made.`,
  toKeys: "Create a key",
  ofKey: "Use it",
  ofKeyUpstream: "Upstream",
  ofKeyNone: "There is no upstream to call with it yet.",
  more: "All providers and SDKs",
  attribution: {
    title: "Say who and what for",
    lead: "Headers on a create; none of them reaches the video model. What is not said stands under (none).",
    meanings: {
      feature: "What your product calls it: spend, revenue and roll-outs are split by it.",
      user: "Who asked, as an id of yours: limits per user and heavy users need it.",
      customer: "The account that pays, where it is not the user.",
      surface: "Where it is used: an app, a chat, an API.",
      region: "The country or region of a roll-out.",
      platform: "The user’s device or system.",
      plan: "The user’s plan: limits and margin go by it.",
      tags: "Anything else, as name=value, separated by commas.",
    },
    order:
      "The first source that speaks wins: what the key pins, these headers, W3C baggage (reelmeter.feature=remix), headers of other gateways, the body’s user, the key’s defaults.",
    limits:
      "A value has at most 200 bytes and no control characters; else the create is refused with 400, which names the header.",
  },
  repeats: {
    title: "Make nothing twice",
    lead: "An Idempotency-Key on a create is remembered for 24 hours.",
    same: "Same key, same body",
    sameAnswer: "The first answer again. Nothing is made, nothing is charged.",
    running: "While the first runs",
    runningAnswer: "409: ask again in a moment.",
    other: "Same key, other body",
    otherAnswer: "422: it is another create, give it a key of its own.",
    gone: "Clip in the answer",
    goneAnswer: "410 where that answer was larger than 1 MiB. Nothing is made again.",
    habits: {
      told: (sdk: string) =>
        `${sdk} tries a failed call again by itself, but not one that a limit refused: the answer tells it not to. The key above keeps its other retries from paying twice.`,
      set: (sdk: string) =>
        `${sdk} would try a refused create again by itself, so its retries are off in the code above. With retries on, always give a key.`,
      repeats: (sdk: string) =>
        `${sdk} tries a create that a limit refused again by itself, five times. Nothing is made of it, but each try counts as refused.`,
      none: (sdk: string) => `${sdk} tries nothing again by itself; when you do, repeat the key.`,
    },
  },
  refusals: {
    title: "When a create is refused",
    lead: "A refusal comes before the provider is called and wears the provider’s own error shape, so that its SDK raises its own error. In this code, clip is the create from above.",
    caught: (sdk: string) => `how ${sdk} raises a limit`,
    details: "The figures of a limit stand in the body at",
    detailsHold: ": rule, rule_name, metric, limit, used, held, resets_at.",
    statuses: {
      "400": "A fault in the request or in a header of ours; the message names it.",
      "401": "The key is unknown, expired or revoked.",
      "402":
        "A limit on money is reached, or it applies and the model has no price (unpriced_model).",
      "403":
        "The key may not use this upstream or model, the feature is not open to this user (feature_not_open), or the user is blocked (user_blocked).",
      "404": "The wire has no such call, or the job is not this workspace’s.",
      "429":
        "A limit is reached: user_quota_exceeded and the like. Retry-After says when it frees.",
      "502": "The provider can’t be reached; 504 when it takes too long.",
      "503":
        "Limits can’t be checked for a moment, so nothing is made. Try again after Retry-After.",
    },
    answers:
      "Answers carry Reelmeter-Request-Id, those of creates also Reelmeter-Generation-Id, Reelmeter-Cost-Estimate, RateLimit and RateLimit-Policy.",
  },
};

export type DocsMessages = typeof docsEn;
