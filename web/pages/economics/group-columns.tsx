import type { EconomicsRow } from "../../../api/contract/economics.ts";
import type { EconomicsDimension } from "../../../domain/economics/dimensions.ts";
import type { Format } from "../../format/create-format.ts";
import { isNegative } from "../../format/money.ts";
import { MaybeMoney, Money } from "../../format/money-text.tsx";
import type { Messages } from "../../i18n/en.ts";
import { UserLink } from "../../quotas/user-link.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { FeatureLink } from "../../ui/feature-link.tsx";
import { ValueName } from "../../ui/value-name.tsx";
import { RatioText } from "./ratio-text.tsx";

interface GroupColumnsInput {
  readonly by: EconomicsDimension;
  readonly currency: string;
  readonly t: Messages;
  readonly format: Format;
}

/** The columns of the table by feature, surface, … */
export function groupColumns(input: GroupColumnsInput): readonly Column<EconomicsRow>[] {
  const { by, currency, t, format } = input;
  const words = t.economics.groups;
  const right = { align: "right" } as const;
  return [
    {
      id: "value",
      header: t.dimensions[by],
      rowHeader: true,
      cell: (row) => {
        if (by === "user") return <UserLink user={row.value} />;
        if (by === "feature") return <FeatureLink feature={row.value} />;
        return (
          <span className="font-medium">
            <ValueName>{row.value}</ValueName>
          </span>
        );
      },
    },
    {
      id: "clips",
      header: words.clips,
      ...right,
      from: "sm",
      cell: (row) => format.count(row.generations),
    },
    {
      id: "spend",
      header: words.spend,
      ...right,
      cell: (row) => <Money amount={row.spend} currency={currency} />,
    },
    {
      id: "direct",
      header: words.direct,
      ...right,
      from: "xl",
      cell: (row) => <MaybeMoney amount={row.direct_revenue} currency={currency} />,
    },
    {
      id: "allocated",
      header: words.allocated,
      ...right,
      from: "xl",
      cell: (row) => <MaybeMoney amount={row.allocated_revenue} currency={currency} />,
    },
    {
      id: "revenue",
      header: words.revenue,
      ...right,
      from: "sm",
      cell: (row) => <MaybeMoney amount={row.revenue} currency={currency} />,
    },
    {
      id: "margin",
      header: words.margin,
      ...right,
      cell: ({ margin }) => (
        <span className={margin !== null && isNegative(margin) ? "text-danger" : ""}>
          <MaybeMoney amount={margin} currency={currency} signed />
        </span>
      ),
    },
    {
      id: "coverage",
      header: words.coverage,
      ...right,
      from: "md",
      cell: ({ coverage }) =>
        coverage.value === null ? (
          <span className="text-muted">{t.common.unknown}</span>
        ) : (
          format.percent(Number(coverage.value))
        ),
    },
    {
      id: "cost_per_clip",
      header: words.costPerClip,
      ...right,
      from: "md",
      cell: (row) => <RatioText ratio={row.cost_per_clip} currency={currency} />,
    },
    {
      id: "revenue_per_clip",
      header: words.revenuePerClip,
      ...right,
      from: "lg",
      cell: (row) => <RatioText ratio={row.revenue_per_clip} currency={currency} />,
    },
    {
      id: "cost_per_delivered",
      header: words.costPerDelivered,
      ...right,
      from: "2xl",
      cell: (row) => <RatioText ratio={row.cost_per_delivered_clip} currency={currency} />,
    },
    {
      id: "users",
      header: words.users,
      ...right,
      from: "lg",
      cell: (row) => format.users(row.active_users),
    },
    {
      id: "cost_per_user",
      header: words.costPerUser,
      ...right,
      from: "xl",
      cell: (row) => <RatioText ratio={row.cost_per_active_user} currency={currency} />,
    },
    {
      id: "waste",
      header: words.waste,
      ...right,
      from: "2xl",
      cell: (row) => <Money amount={row.waste} currency={currency} />,
    },
  ];
}
