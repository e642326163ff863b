import { Link } from "@tanstack/react-router";
import type { LosingUser } from "../../../api/contract/losing-users.ts";
import type { Format } from "../../format/create-format.ts";
import { Money } from "../../format/money-text.tsx";
import type { Messages } from "../../i18n/en.ts";
import { UserLink } from "../../quotas/user-link.tsx";
import { buttonClass } from "../../ui/button.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { FeatureLink } from "../../ui/feature-link.tsx";
import type { ViewSearch } from "../../view/view-search.ts";

interface LosingColumnsInput {
  readonly t: Messages;
  readonly format: Format;
  readonly currency: string;
  /** Goes along to the rule editor. */
  readonly search: ViewSearch;
  readonly mayChange: boolean;
}

export function losingColumns(input: LosingColumnsInput): readonly Column<LosingUser>[] {
  const { t, format, currency, search, mayChange } = input;
  const words = t.economics.users;
  const right = { align: "right" } as const;
  const money = (pick: (row: LosingUser) => string) => (row: LosingUser) => (
    <Money amount={pick(row)} currency={currency} />
  );
  const limit: Column<LosingUser> = {
    id: "limit",
    header: words.limit,
    ...right,
    cell: ({ user }) => (
      <Link
        to="/quotas/new"
        search={{ ...search, user }}
        aria-label={words.limitOf(user)}
        className={buttonClass({ size: "small" })}
      >
        {words.limit}
      </Link>
    ),
  };
  return [
    {
      id: "user",
      header: words.user,
      rowHeader: true,
      cell: (row) => <UserLink user={row.user} />,
    },
    { id: "plans", header: words.plans, from: "md", cell: (row) => row.plans.join(", ") },
    { id: "loss", header: words.loss, ...right, cell: money((row) => row.loss) },
    {
      id: "share",
      header: words.share,
      ...right,
      from: "md",
      cell: ({ share_of_loss: share }) => (share === null ? null : format.percent(Number(share))),
    },
    { id: "spend", header: words.spend, ...right, from: "sm", cell: money((row) => row.spend) },
    {
      id: "revenue",
      header: words.revenue,
      ...right,
      from: "sm",
      cell: money((row) => row.revenue),
    },
    {
      id: "clips",
      header: words.clips,
      ...right,
      from: "lg",
      cell: (row) => format.count(row.generations),
    },
    {
      id: "feature",
      header: words.feature,
      from: "lg",
      cell: ({ top_feature: feature }) =>
        feature === null ? null : <FeatureLink feature={feature} />,
    },
    ...(mayChange ? [limit] : []),
  ];
}
