import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Gauge, Plus } from "lucide-react";
import type { UsageAnswer } from "../../../api/contract/quotas.ts";
import { meQuery } from "../../client/session-queries.ts";
import { isZero } from "../../format/money.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { amountText } from "../../quotas/amount-text.ts";
import { ModeBadge } from "../../quotas/mode-badge.tsx";
import { RuleLink } from "../../quotas/rule-link.tsx";
import { UsageBarView } from "../../quotas/usage-bar-view.tsx";
import { windowText } from "../../quotas/window-text.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";

/** Each limit that counts for the user: what is used, held and left of it, and when it resets. */
export function LimitsCard({ user, usage }: { user: string; usage: UsageAnswer }) {
  const t = useMessages();
  const words = t.user;
  const search = useViewSearch();
  const mayChange = useMayChange();
  const own = mayChange ? (
    <Link to="/quotas/new" search={{ ...search, user }} className={buttonClass({ size: "small" })}>
      <Plus size={14} aria-hidden="true" />
      {words.addLimit}
    </Link>
  ) : undefined;
  return (
    <Card>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 basis-56">
          <h2 className="text-[15px] font-semibold tracking-tight">{words.limits}</h2>
          <p className="mt-0.5 text-[13px] text-muted">{words.limitsLead}</p>
        </div>
        {own}
      </div>
      {usage.data.length === 0 ? (
        <EmptyState icon={Gauge} title={words.noLimits} minHeight={120} />
      ) : (
        <ul className="space-y-5">
          {usage.data.map((row) => (
            <li key={row.rule_id}>
              <Limit row={row} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Limit({ row }: { row: UsageAnswer["data"][number] }) {
  const t = useMessages();
  const format = useFormat();
  const { data: me } = useSuspenseQuery(meQuery);
  const words = t.user;
  const amount = (decimal: string): string =>
    amountText(decimal, row.metric, me.workspace.currency, t, format);
  const figure = (decimal: string): string =>
    row.metric === "cost" ? format.money(decimal, me.workspace.currency) : format.decimal(decimal);
  const granted = row.granted_left;
  return (
    <>
      <p className="mb-1.5 flex flex-wrap items-center gap-x-2 gap-y-1">
        <RuleLink id={row.rule_id} name={row.name} />
        <ModeBadge mode={row.mode} />
        <span className="text-[13px] text-muted">
          {amount(row.limit)}{" "}
          {row.metric === "in_flight" ? null : windowText(row.window, row.metric, t, format)}
        </span>
      </p>
      <UsageBarView
        used={row.used}
        held={row.held}
        limit={row.limit}
        label={words.bar(figure(row.used), figure(row.held), figure(row.left))}
      />
      <div className="tabular mt-1.5 flex flex-wrap justify-between gap-x-4 text-[13px]">
        <p>
          <span className="font-medium">{figure(row.used)}</span>{" "}
          <span className="text-muted">{words.used}</span>
          {" · "}
          <span className="font-medium">{figure(row.held)}</span>{" "}
          <span className="text-muted">{words.held}</span>
          {" · "}
          <span className="font-medium">{figure(row.left)}</span>{" "}
          <span className="text-muted">{words.left}</span>
          {granted === null || isZero(granted) ? null : (
            <span className="ml-2 font-medium text-ok">{words.plusGrants(figure(granted))}</span>
          )}
        </p>
        <p className="text-muted">{resetText()}</p>
      </div>
    </>
  );

  function resetText(): string {
    if (row.resets_at === null) return row.metric === "in_flight" ? "" : words.noReset;
    const at = format.instant(row.resets_at);
    return row.window.kind === "rolling" ? words.frees(at) : words.resets(at);
  }
}
