import { useSuspenseQuery } from "@tanstack/react-query";
import { CalendarClock, CircleCheck, CircleStop, Pause, type LucideIcon } from "lucide-react";
import type { GateRow } from "../../../api/contract/quotas.ts";
import { parseNano } from "../../../domain/money.ts";
import { meQuery } from "../../client/session-queries.ts";
import { addDecimals, subtractDecimals } from "../../format/money.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { UsageBarView } from "../../quotas/usage-bar-view.tsx";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";

interface GateItemProps {
  readonly gate: GateRow;
  /** Null when the role may not change anything. */
  readonly actions: {
    readonly pausing: boolean;
    readonly onPause: () => void;
    readonly onEdit: () => void;
    readonly onDelete: () => void;
  } | null;
}

const looks: Record<GateRow["status"], { tone: Tone; icon: LucideIcon }> = {
  planned: { tone: "info", icon: CalendarClock },
  open: { tone: "ok", icon: CircleCheck },
  paused: { tone: "warn", icon: Pause },
  ended: { tone: "neutral", icon: CircleStop },
};

/** One stage: where it stands, whom it lets in, and what is left of today's budget. */
export function GateItem({ gate, actions }: GateItemProps) {
  const t = useMessages();
  const words = t.rollouts;
  const { tone, icon: Icon } = looks[gate.status];
  return (
    <div className="grid items-center gap-x-6 gap-y-3 lg:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_15rem]">
      <div className="min-w-0">
        <h3 className="flex flex-wrap items-center gap-2 font-medium break-words">
          {gate.name}
          <Badge tone={tone}>
            <Icon size={12} aria-hidden="true" />
            {words.statuses[gate.status]}
          </Badge>
        </h3>
        <Audience gate={gate} />
      </div>
      <Budget gate={gate} />
      {actions === null ? null : (
        <div className="flex flex-wrap gap-2 lg:justify-end">
          <Button size="small" aria-label={words.editOf(gate.name)} onClick={actions.onEdit}>
            {words.edit}
          </Button>
          <Button
            size="small"
            disabled={actions.pausing}
            aria-label={gate.paused ? words.resumeOf(gate.name) : words.pauseOf(gate.name)}
            onClick={actions.onPause}
          >
            {gate.paused ? words.resume : words.pause}
          </Button>
          <Button
            size="small"
            variant="quiet"
            aria-label={words.removeOf(gate.name)}
            onClick={actions.onDelete}
          >
            {words.remove}
          </Button>
        </div>
      )}
    </div>
  );
}

function Audience({ gate }: { gate: GateRow }) {
  const t = useMessages();
  const format = useFormat();
  const words = t.rollouts;
  const lists = [
    { id: "region", values: gate.regions },
    { id: "platform", values: gate.platforms },
    { id: "plan", values: gate.plans },
  ] as const;
  const chips = lists.flatMap(({ id, values }) =>
    values === null ? [] : [{ name: t.dimensions[id].toLowerCase(), text: values.join(", ") }],
  );
  return (
    <>
      <p className="mt-1.5 flex flex-wrap items-center gap-1.5 text-[13px]">
        <span className="tabular font-medium">
          {gate.share === 100 && chips.length === 0
            ? words.everyone
            : words.shareOf(format.percent(gate.share / 100))}
        </span>
        {chips.map(({ name, text }) => (
          <Badge key={name}>
            {name}
            <span className="inline-block max-w-48 truncate text-text" title={text}>
              {text}
            </span>
          </Badge>
        ))}
      </p>
      <p className="tabular mt-1 text-[13px] text-muted">{datesText()}</p>
    </>
  );

  function datesText(): string {
    const from = gate.from === null ? null : format.datedInstant(gate.from);
    const to = gate.to === null ? null : format.datedInstant(gate.to);
    if (from !== null && to !== null) return words.fromTo(from, to);
    if (from !== null) return words.since(from);
    return to === null ? words.always : words.upTo(to);
  }
}

function Budget({ gate }: { gate: GateRow }) {
  const t = useMessages();
  const format = useFormat();
  const { data: me } = useSuspenseQuery(meQuery);
  const words = t.rollouts;
  const { daily_budget: limit, budget_used: used, budget_held: held } = gate;
  if (limit === null || used === null || held === null) {
    return <p className="text-[13px] text-muted">{words.noBudget}</p>;
  }
  const rest = subtractDecimals(limit, addDecimals([used, held]));
  const left = parseNano(rest) < 0n ? "0" : rest;
  const money = (decimal: string): string => format.money(decimal, me.workspace.currency);
  return (
    <div className="min-w-0">
      <p className="mb-1.5 flex flex-wrap justify-between gap-x-4 text-[13px]">
        <span className="text-muted">{words.budget}</span>
        <span className="tabular font-medium">{money(limit)}</span>
      </p>
      <UsageBarView
        used={used}
        held={held}
        limit={limit}
        label={t.user.bar(money(used), money(held), money(left))}
      />
      <p className="tabular mt-1.5 text-[13px] text-muted">
        {t.user.bar(money(used), money(held), money(left))}
      </p>
    </div>
  );
}
