import { useSuspenseQuery } from "@tanstack/react-query";
import type { BacktestOutcome } from "../../../api/contract/backtest.ts";
import { meQuery } from "../../client/session-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { moneyList } from "../../quotas/money-list.ts";

/** "42 users (1.3%) refused · 318 generations · $2,940 saved · $410 revenue at risk". */
export function PreviewSentence({ outcome }: { outcome: BacktestOutcome }) {
  const t = useMessages();
  const format = useFormat();
  const { data: me } = useSuspenseQuery(meQuery);
  const { currency } = me.workspace;
  const words = t.quotas.preview;
  const considered = t.quotas.amounts.generations(
    outcome.considered,
    format.count(outcome.considered),
  );
  const users = t.quotas.ofUsers(outcome.users, format.count(outcome.users));
  const share = outcome.users === 0 ? 0 : outcome.users_hit / outcome.users;
  return (
    <div aria-live="polite" className="px-5 pt-4 pb-5">
      {outcome.refused === 0 ? (
        <p className="text-lg font-semibold tracking-tight">{words.nobody(considered, users)}</p>
      ) : (
        <>
          <p className="tabular text-lg leading-snug tracking-tight" data-testid="sentence">
            <span className="font-semibold">
              {words.sentence.users(
                outcome.users_hit,
                format.count(outcome.users_hit),
                format.percent(share),
              )}
            </span>
            {" · "}
            {words.sentence.generations(outcome.refused, format.count(outcome.refused))}
            {" · "}
            {words.sentence.saved(moneyList(outcome.spend_saved, currency, format))}
            {" · "}
            <span className="text-spend">
              {words.sentence.risk(moneyList(outcome.revenue_at_risk, currency, format))}
            </span>
          </p>
          <p className="tabular mt-1 text-[13px] text-muted">
            {words.considered(considered, users)}
          </p>
        </>
      )}
      {outcome.spend_unknown === 0 ? null : (
        <p className="mt-1 text-[13px] text-warn">
          {words.unknown(outcome.spend_unknown, format.count(outcome.spend_unknown))}
        </p>
      )}
      {outcome.amount_unknown === 0 ? null : (
        <p className="mt-1 text-[13px] text-warn">
          {words.amountUnknown(outcome.amount_unknown, format.count(outcome.amount_unknown))}
        </p>
      )}
    </div>
  );
}
