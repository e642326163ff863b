import type { RequestRow } from "../../../api/contract/requests.ts";
import { NONE } from "../../../domain/attribution-fields.ts";
import type { Format } from "../../format/create-format.ts";
import type { NavTarget } from "../../frame/nav-links.tsx";
import type { Messages } from "../../i18n/en.ts";
import type { RefusalWords, RequestsMessages } from "../../i18n/requests-en.ts";

type Code = keyof RequestsMessages["codes"];

/** Why Reelmeter refused, in the reader's words; null for a code that has none. */
export function refusalWords(code: string, words: RequestsMessages): RefusalWords | null {
  return isKnown(code, words) ? words.codes[code] : null;
}

export interface Explanation {
  /** What happened, in a sentence. */
  readonly said: string;
  /** What to do about it; null when nothing is wrong. */
  readonly next: string | null;
  /** Where to do it. */
  readonly page: NavTarget | null;
  /** Whose page says more. */
  readonly user: string | null;
}

/** What happened to a request, and what to do about it. */
export function explainRequest(row: RequestRow, t: Messages, format: Format): Explanation {
  const { said, next } = t.requests;
  const nowhere = { page: null, user: null };
  if (row.status === 0) return { said: said.none, next: next.aborted, ...nowhere };
  if (row.client_aborted) return { said: said.aborted, next: next.aborted, ...nowhere };
  const status = String(row.status);
  if (row.error_code !== null) {
    const words = refusalWords(row.error_code, t.requests);
    const say = row.upstream_ms === null ? said.refused : said.failed;
    return {
      said: say(status, words?.short ?? row.error_code),
      next: words?.next ?? next.unknown,
      page: PAGES.get(row.error_code) ?? null,
      user: ABOUT_USERS.has(row.error_code) && row.user !== NONE ? row.user : null,
    };
  }
  if (row.status >= FIRST_FAULT) {
    return { said: said.passed(status), next: next.passed, page: "/upstreams", user: null };
  }
  const upstream = row.upstream_ms === null ? null : format.duration(row.upstream_ms);
  const took = format.duration(row.duration_ms);
  return { said: said.answered(status, took, upstream), next: null, ...nowhere };
}

const FIRST_FAULT = 400;

function isKnown(code: string, words: RequestsMessages): code is Code {
  return Object.hasOwn(words.codes, code);
}

const ABOUT_USERS: ReadonlySet<string> = new Set<Code>(["user_quota_exceeded", "user_blocked"]);

const PAGES: ReadonlyMap<string, NavTarget> = new Map<Code, NavTarget>([
  ["invalid_api_key", "/keys"],
  ["upstream_not_allowed", "/keys"],
  ["model_not_allowed", "/keys"],
  ["callback_not_allowed", "/keys"],
  ["unknown_url", "/docs"],
  ["invalid_path", "/docs"],
  ["invalid_attribution", "/docs"],
  ["invalid_idempotency_key", "/docs"],
  ["idempotency_key_reused", "/docs"],
  ["unknown_upstream", "/upstreams"],
  ["upstream_unreachable", "/upstreams"],
  ["upstream_broken", "/upstreams"],
  ["upstream_timeout", "/upstreams"],
  ["upstream_rejected", "/upstreams"],
  ["books_unavailable", "/system"],
  ["overloaded", "/system"],
  ["internal_error", "/system"],
  ["feature_not_open", "/rollouts"],
  ["rollout_budget_exceeded", "/rollouts"],
  ["unpriced_model", "/prices"],
  ["unknown_duration", "/quotas"],
  ["user_quota_exceeded", "/quotas"],
  ["customer_quota_exceeded", "/quotas"],
  ["key_quota_exceeded", "/quotas"],
  ["workspace_quota_exceeded", "/quotas"],
  ["group_quota_exceeded", "/quotas"],
]);
