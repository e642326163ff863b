import type { z } from "@hono/zod-openapi";
import {
  ATTRIBUTION_FIELDS,
  NONE,
  type Attribution,
  type AttributionField,
} from "../../domain/attribution-fields.ts";
import { isTag } from "../../domain/dimensions.ts";
import type { QuotaParty } from "../../domain/quota/applicable-rules.ts";
import type { ProxyKeyCaller } from "../auth/caller.ts";
import type { usageQuery } from "../contract/quotas.ts";
import { ApiError, invalidField } from "../http/api-error.ts";

type Query = z.output<typeof usageQuery>;

/** Whose quotas are asked for. */
export interface UsageParty extends QuotaParty {
  /** Without a key, rules that count each key apart can't be answered. */
  readonly keyNamed: boolean;
}

/** For a management caller: exactly what the query says. @throws ApiError naming an unknown member. */
export function partyOfQuery(query: Query): UsageParty {
  const tags = readTags(query);
  return {
    attribution: attribution((field) => query[field], tags),
    keyId: query.key ?? "",
    keyNamed: query.key !== undefined,
  };
}

/**
 * For a key of the proxy: the user that it pins, and what it pins and gives as defaults, as creates through it get
 * them. @throws ApiError for a key that pins no user, and for another user or key.
 */
export function partyOfProxyKey(query: Query, key: ProxyKeyCaller): UsageParty {
  const { pinned, defaults, keyId } = key;
  if (pinned.user === undefined) {
    throw new ApiError(
      "forbidden",
      "Pin a user to this key: a key for the proxy may ask only for the user that it pins.",
    );
  }
  if (query.user !== undefined && query.user !== pinned.user) {
    throw new ApiError("forbidden", "This key may ask only for the user that it pins.");
  }
  if (query.key !== undefined && query.key.toLowerCase() !== keyId) {
    throw new ApiError("forbidden", "This key may ask only for itself: leave key out.");
  }
  const tags = { ...defaults.tags, ...readTags(query), ...pinned.tags };
  return {
    attribution: attribution((field) => pinned[field] ?? query[field] ?? defaults[field], tags),
    keyId,
    keyNamed: true,
  };
}

const KNOWN: ReadonlySet<string> = new Set([...ATTRIBUTION_FIELDS, "key"]);
const MAX_TAG_CHARACTERS = 200;

function readTags(query: Query): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const [name, value] of Object.entries(query)) {
    if (KNOWN.has(name)) continue;
    if (!isTag(name)) throw invalidField(name, "is not known");
    if (typeof value !== "string" || value === "" || value.length > MAX_TAG_CHARACTERS) {
      throw invalidField(name, `must be given once, with 1 to ${MAX_TAG_CHARACTERS} characters`);
    }
    tags[name.slice("tag:".length)] = value;
  }
  return tags;
}

/** An empty value names nothing, as in a create. */
function attribution(
  valueOf: (field: AttributionField) => string | undefined,
  tags: Readonly<Record<string, string>>,
): Attribution {
  const values = ATTRIBUTION_FIELDS.map((field) => [field, valueOf(field) || NONE]);
  // Exactly ATTRIBUTION_FIELDS: built from that list.
  return { ...(Object.fromEntries(values) as Record<AttributionField, string>), tags };
}
