import { z } from "@hono/zod-openapi";
import { callbackFault } from "../../domain/callback-allowlist.ts";
import { attributionValues } from "./attribution.ts";
import { instant, pageOf, uuid } from "./scalars.ts";

export const ROLES = ["owner", "admin", "viewer"] as const;
export const role = z.enum(ROLES).openapi("Role");
export type Role = z.infer<typeof role>;

export const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
export const slug = z.string().regex(SLUG, {
  message:
    "must be 1–63 lower-case letters, digits and hyphens, not starting or ending with a hyphen",
});

/** An origin, or an origin and the start of a path. */
const callback = z
  .string()
  .max(500)
  .superRefine((text, issue) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    const fault =
      url === null
        ? 'must be an address, such as "https://app.example.com/hooks"'
        : url.search !== "" || url.hash !== ""
          ? "must end with its path, without a query"
          : (callbackFault(url) ?? spellingFault(text, url));
    if (fault !== null) issue.addIssue({ code: "custom", message: fault });
  });

/** One host, spelled as it is compared: an entry that can never match, or not as it reads, helps nobody. */
function spellingFault(text: string, url: URL): string | null {
  if (url.hostname.includes("*")) return "must name one host: a list of hosts is a list of entries";
  const plain = url.pathname === "/" ? [url.origin, `${url.origin}/`] : [url.origin + url.pathname];
  return plain.includes(text) ? null : `must be spelled plainly, as "${plain[0]}"`;
}

const models = z.array(z.string().min(1).max(200)).min(1).max(200);

/** `kind: "proxy"` (the default) makes an `rm_live_…` key for SDKs, `kind: "admin"` an `rm_admin_…` token. */
export const keyInput = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    kind: z.enum(["proxy", "admin"]).default("proxy"),
    /** For kind admin only; default viewer. */
    role: role.optional(),
    pinned: attributionValues.optional(),
    defaults: attributionValues.optional(),
    /** Slugs of upstreams the key may use; absent allows all. */
    upstreams: z.array(slug).min(1).max(100).nullish(),
    models: models.nullish(),
    /** Where its creates may ask to be called: origins, or starts of addresses; absent allows none. */
    callbacks: z.array(callback).min(1).max(50).nullish(),
    expires_at: instant.nullish(),
  })
  .openapi("KeyInput");
export type KeyInput = z.input<typeof keyInput>;

export const keyRow = z
  .object({
    id: uuid,
    name: z.string(),
    kind: z.enum(["proxy", "admin"]),
    role: role.nullable(),
    /** First characters of the key, for recognition: `rm_live_ab12`. */
    prefix: z.string(),
    last4: z.string(),
    pinned: attributionValues,
    defaults: attributionValues,
    upstreams: z.array(z.string()).nullable(),
    models: z.array(z.string()).nullable(),
    callbacks: z.array(z.string()).nullable(),
    created_at: instant,
    expires_at: instant.nullable(),
    revoked_at: instant.nullable(),
    status: z.enum(["active", "expired", "revoked"]),
  })
  .openapi("KeyRow");
export type KeyRow = z.infer<typeof keyRow>;

/** The only answer that holds the key itself; it cannot be shown again. */
export const keyCreated = keyRow.extend({ key: z.string() }).openapi("KeyCreated");
export type KeyCreated = z.infer<typeof keyCreated>;

export const keysAnswer = pageOf(keyRow).openapi("KeysAnswer");
export type KeysAnswer = z.infer<typeof keysAnswer>;
