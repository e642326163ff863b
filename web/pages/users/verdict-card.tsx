import { useSuspenseQuery } from "@tanstack/react-query";
import { CircleCheck, CircleX } from "lucide-react";
import type { GenerationRow } from "../../../api/contract/generations.ts";
import type { UsageAnswer } from "../../../api/contract/quotas.ts";
import { NONE } from "../../../domain/attribution-fields.ts";
import { meQuery } from "../../client/session-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { amountText } from "../../quotas/amount-text.ts";
import { dimensionText } from "../../quotas/subject-text.ts";
import { roomOf, usageVerdict } from "../../quotas/usage-verdict.ts";
import { windowText } from "../../quotas/window-text.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Name } from "../../ui/name.tsx";

interface VerdictCardProps {
  readonly usage: UsageAnswer;
  /** The clip that tells for what kind of clip the answer holds. */
  readonly last: GenerationRow | undefined;
}

const ASKED = ["feature", "plan", "region", "platform"] as const;

/** Can this user generate now? Yes or no, and the one reason. */
export function VerdictCard({ usage, last }: VerdictCardProps) {
  const t = useMessages();
  const words = t.user;
  const because = useBecause(usage);
  const Icon = usage.allowed ? CircleCheck : CircleX;
  const asked =
    last === undefined
      ? []
      : ASKED.map((name) => [name, last[name]] as const).filter(([, value]) => value !== NONE);
  return (
    <Card
      className={classNames("border-l-4 p-5", usage.allowed ? "border-l-ok" : "border-l-danger")}
    >
      <div className="flex gap-3.5">
        <Icon
          size={26}
          aria-hidden="true"
          className={classNames("mt-0.5 shrink-0", usage.allowed ? "text-ok" : "text-danger")}
        />
        <div className="min-w-0">
          <h2 className="text-lg font-semibold tracking-tight" data-testid="verdict">
            {usage.allowed ? words.can : words.cannot}
          </h2>
          <p className="mt-0.5 break-words">{because}</p>
          {asked.length === 0 ? null : (
            <p className="mt-2.5 flex flex-wrap items-center gap-1.5 text-[13px] text-muted">
              {words.likeLast}
              {asked.map(([name, value]) => (
                <Badge key={name}>
                  {dimensionText(name, t)}{" "}
                  <span className="text-text">
                    <Name>{value}</Name>
                  </span>
                </Badge>
              ))}
            </p>
          )}
        </div>
      </div>
    </Card>
  );
}

function useBecause(usage: UsageAnswer): string {
  const t = useMessages();
  const format = useFormat();
  const { data: me } = useSuspenseQuery(meQuery);
  const words = t.user.because;
  const verdict = usageVerdict(usage);
  switch (verdict.kind) {
    case "free":
      return words.free;
    case "left": {
      const { row } = verdict;
      if (row.metric === "in_flight") return words.leftAtOnce(format.decimal(roomOf(row)));
      return words.left(amountText(roomOf(row), row.metric, me.workspace.currency, t, format));
    }
    case "block":
      return verdict.until === null
        ? words.block(verdict.reason)
        : words.blockUntil(verdict.reason, format.datedInstant(verdict.until));
    case "limit": {
      const { name, limit, metric, window, resets_at: resets } = verdict.row;
      const amount = amountText(limit, metric, me.workspace.currency, t, format);
      if (metric === "in_flight") return words.limitAtOnce(name, format.decimal(limit));
      const within = windowText(window, metric, t, format);
      if (resets === null) return words.limit(name, amount, within);
      const again = window.kind === "rolling" ? words.limitFrees : words.limitReset;
      return again(name, amount, within, format.instant(resets));
    }
    case "other":
      return verdict.because;
  }
}
