import type { BreakEvenRow } from "../../../api/contract/break-even.ts";
import type { Format } from "../../format/create-format.ts";
import { isNegative } from "../../format/money.ts";
import { MaybeMoney } from "../../format/money-text.tsx";
import type { Messages } from "../../i18n/en.ts";
import { RuleLink } from "../../quotas/rule-link.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { ValueName } from "../../ui/value-name.tsx";
import { RatioText } from "./ratio-text.tsx";

interface BreakEvenColumnsInput {
  readonly t: Messages;
  readonly format: Format;
  readonly currency: string;
}

export function breakEvenColumns({
  t,
  format,
  currency,
}: BreakEvenColumnsInput): readonly Column<BreakEvenRow>[] {
  const words = t.economics.even;
  const right = { align: "right" } as const;
  return [
    {
      id: "plan",
      header: words.plan,
      rowHeader: true,
      cell: (row) => (
        <span className="font-medium">
          <ValueName>{row.value}</ValueName>
        </span>
      ),
    },
    {
      id: "cost",
      header: words.cost,
      ...right,
      cell: (row) => <RatioText ratio={row.cost_per_clip} currency={currency} />,
    },
    {
      id: "price",
      header: words.monthly,
      ...right,
      cell: (row) => <MaybeMoney amount={row.price} currency={currency} />,
    },
    {
      id: "covered",
      header: words.covered,
      ...right,
      cell: ({ covered_clips: covered, reason }) =>
        covered === null ? (
          <span className="text-muted">{reason === null ? null : words.reasons[reason]}</span>
        ) : (
          format.count(covered)
        ),
    },
    {
      id: "first_loss",
      header: words.firstLoss,
      ...right,
      from: "sm",
      cell: ({ first_loss_clip: clip }) => (clip === null ? null : words.nth(format.count(clip))),
    },
    {
      id: "allowed",
      header: words.allowed,
      ...right,
      from: "md",
      cell: ({ clips_allowed: allowed, limit_rule: rule }) =>
        allowed === null ? (
          <span className="text-muted">{words.noLimit}</span>
        ) : (
          <span className="inline-flex items-baseline gap-2">
            {rule === null ? null : <RuleLink id={rule.id} name={rule.name} narrow />}
            {format.count(allowed)}
          </span>
        ),
    },
    {
      id: "at_limit",
      header: words.atLimit,
      ...right,
      from: "md",
      cell: ({ margin_at_limit: margin }) => (
        <span className={margin !== null && isNegative(margin) ? "text-danger" : ""}>
          <MaybeMoney amount={margin} currency={currency} signed />
        </span>
      ),
    },
  ];
}
