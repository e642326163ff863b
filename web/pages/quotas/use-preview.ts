import { useQuery } from "@tanstack/react-query";
import { useContext, useMemo, useState } from "react";
import type { BacktestAnswer, BacktestInput } from "../../../api/contract/backtest.ts";
import { backtestQuery } from "../../client/quota-queries.ts";
import { TimeZoneContext } from "../../format/time-zone-context.ts";
import { useDebounced } from "../../forms/use-debounced.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { readDraft, type QuotaDraft } from "../../quotas/quota-draft.ts";
import type { ReplayDays } from "../../view/quota-editor-search.ts";

const REST_MS = 400;
const DAY_MS = 86_400_000;

export interface Preview {
  /** The last answer; undefined before the first one. */
  readonly answer: BacktestAnswer | undefined;
  readonly error: Error | null;
  /** True while the answer is about an earlier draft. */
  readonly stale: boolean;
  /** True while the draft says no rule yet. */
  readonly waiting: boolean;
  readonly retry: () => void;
}

/** Replays a draft once its fields have rested, against the rule that it changes. */
export function usePreview(
  draft: QuotaDraft,
  days: ReplayDays,
  existingId: string | null,
): Preview {
  const t = useMessages();
  const tz = useContext(TimeZoneContext);
  // One end for as long as the page is open, so that drafts are compared on the same generations.
  const [endMs] = useState(() => Date.now());
  // As text: only another question is asked anew, whatever else of the form changes.
  const written = JSON.stringify(ruleOf(draft, t));
  const rested = useDebounced(written, REST_MS);
  const input = useMemo((): BacktestInput | null => {
    const rule = JSON.parse(rested) as BacktestInput["rule"] | null;
    if (rule === null) return null;
    return {
      rule,
      ...(existingId === null ? {} : { against: { id: existingId } }),
      from: new Date(endMs - Number(days) * DAY_MS).toISOString(),
      to: new Date(endMs).toISOString(),
      tz,
    };
  }, [rested, existingId, endMs, days, tz]);
  const query = useQuery(backtestQuery(input));
  return {
    answer: query.data,
    error: query.error,
    stale: rested !== written || query.isPlaceholderData,
    waiting: input === null,
    retry: () => void query.refetch(),
  };
}

/** What a replay depends on: neither the name nor the mode. Null while the draft says no rule. */
function ruleOf(draft: QuotaDraft, t: Messages): BacktestInput["rule"] | null {
  const read = readDraft(draft, t, false);
  if (read.kind === "bad") return null;
  const { subject, metric, window, limit } = read.rule;
  return { subject, metric, limit, ...(window === undefined ? {} : { window }) };
}
