/** What becomes of a request header; names in lower case. */
export type HeaderRule =
  | "pass"
  | "drop"
  | "host"
  | "connection"
  | "authorization"
  | "key"
  | "foreign-key"
  | "attribution"
  | "baggage"
  | "refuse";

/** Says what becomes of a request header. Unknown headers pass: the proxy is transparent. */
export function headerRule(name: string): HeaderRule {
  const known = RULES.get(name);
  if (known !== undefined) return known;
  for (const [prefix, rule] of PREFIXES) if (name.startsWith(prefix)) return rule;
  return name.includes("_") ? underscored(name) : "pass";
}

/** RFC 9110 §7.6.1 and what replaced, preceded or accompanies it in practice. */
const HOP_BY_HOP = [
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "http2-settings",
];

/** Says who or where the client is; only we may know. */
const ABOUT_CLIENT = [
  "cookie",
  "cookie2",
  "forwarded",
  "via",
  "x-real-ip",
  "x-client-ip",
  "x-cluster-client-ip",
  "true-client-ip",
  "cf-connecting-ip",
  "fastly-client-ip",
];

/** Would let a client turn a declared route into another one. */
const ROUTE_OVERRIDES = [
  "x-http-method-override",
  "x-http-method",
  "x-method-override",
  "x-fal-target-url",
];

/** Choose whose account pays at the upstream, which is the operator's to say. */
const ACCOUNTS = ["openai-organization", "openai-project", "x-goog-user-project"];

const FOREIGN_KEYS = ["x-api-key", "api-key", "xi-api-key", "x-auth-token", "x-access-token"];

const RULES: ReadonlyMap<string, HeaderRule> = new Map<string, HeaderRule>([
  ["host", "host"],
  ["connection", "connection"],
  ["authorization", "authorization"],
  ["x-goog-api-key", "key"],
  ["reelmeter-key", "key"],
  ["baggage", "baggage"],
  // Lengths and codings are set anew for the upstream's hop.
  ["content-length", "drop"],
  ["accept-encoding", "drop"],
  ["expect", "drop"],
  ...[...HOP_BY_HOP, ...ABOUT_CLIENT, ...ROUTE_OVERRIDES, ...ACCOUNTS].map(dropped),
  ...FOREIGN_KEYS.map((name): [string, HeaderRule] => [name, "foreign-key"]),
]);

const PREFIXES: readonly (readonly [string, HeaderRule])[] = [
  ["reelmeter-", "attribution"],
  ["helicone-", "attribution"],
  ["x-litellm-", "attribution"],
  ["x-portkey-", "attribution"],
  ["cf-aig-", "attribution"],
  ["proxy-", "drop"],
  ["x-forwarded-", "drop"],
  ["x-original-", "drop"],
  ["x-rewrite-", "drop"],
  ["x-amz-", "drop"],
  ["sec-websocket-", "drop"],
];

/** `X_Forwarded_For` becomes `X-Forwarded-For` in servers that map both to one name, so it must not pass. */
function underscored(name: string): HeaderRule {
  return headerRule(name.replaceAll("_", "-")) === "pass" ? "pass" : "refuse";
}

function dropped(name: string): [string, HeaderRule] {
  return [name, "drop"];
}
