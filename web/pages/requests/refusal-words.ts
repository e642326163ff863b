import type { RequestRow } from "../../../api/contract/requests.ts";
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
}

/** What happened to a request, and what to do about it. */
export function explainRequest(row: RequestRow, t: Messages): Explanation {
  const { said, next } = t.requests;
  if (row.status === 0) return { said: said.none, next: next.aborted, page: null };
  if (row.client_aborted) return { said: said.aborted, next: next.aborted, page: null };
  const status = String(row.status);
  if (row.error_code !== null) {
    const words = refusalWords(row.error_code, t.requests);
    return {
      said: said.refused(status, words?.short ?? row.error_code),
      next: words?.next ?? next.unknown,
      page: PAGES.get(row.error_code) ?? null,
    };
  }
  if (row.status < FIRST_FAULT) return { said: said.answered(status), next: null, page: null };
  return { said: said.passed(status), next: next.passed, page: "/upstreams" };
}

const FIRST_FAULT = 400;

function isKnown(code: string, words: RequestsMessages): code is Code {
  return Object.hasOwn(words.codes, code);
}

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
  ["user_blocked", "/users"],
  ["unpriced_model", "/prices"],
  ["unknown_duration", "/quotas"],
  ["user_quota_exceeded", "/quotas"],
  ["customer_quota_exceeded", "/quotas"],
  ["key_quota_exceeded", "/quotas"],
  ["workspace_quota_exceeded", "/quotas"],
  ["group_quota_exceeded", "/quotas"],
]);
