import { useSuspenseQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { BacktestOutcome } from "../../../api/contract/backtest.ts";
import { meQuery } from "../../client/session-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { moneyList } from "../../quotas/money-list.ts";
import { UserLink } from "../../quotas/user-link.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { ValueName } from "../../ui/value-name.tsx";

/** As many as the server names at most; more of them exist when it names so many. */
const MOST_USERS = 100;

/** Who loses most, each leading to their page. */
export function TopUsersTable({ outcome }: { outcome: BacktestOutcome }) {
  const t = useMessages();
  const format = useFormat();
  const money = useMoneyList();
  const words = t.quotas.preview;
  const users = outcome.top_users;
  if (users.length === 0) return null;
  return (
    <Section title={words.topUsers} scrolls>
      <DataTable
        caption={words.topUsers}
        rows={users}
        rowKey={(row) => row.user}
        columns={[
          {
            id: "user",
            header: words.user,
            rowHeader: true,
            cell: (row) => <UserLink user={row.user} />,
          },
          {
            id: "refused",
            header: words.lost,
            align: "right",
            cell: (row) => <span className="font-medium">{format.count(row.refused)}</span>,
          },
          {
            id: "made",
            header: words.made,
            align: "right",
            from: "sm",
            cell: (row) => format.count(row.considered),
          },
          {
            id: "saved",
            header: words.kept,
            align: "right",
            from: "sm",
            cell: (row) => money(row.spend_saved),
          },
          {
            id: "first",
            header: words.first,
            align: "right",
            from: "2xl",
            cell: (row) => format.instant(row.first_refused_at),
          },
          {
            id: "revenue",
            header: words.revenue,
            align: "right",
            cell: (row) => money(row.revenue),
          },
        ]}
      />
      {users.length < MOST_USERS ? null : (
        <p className="px-5 pt-2 text-xs text-muted">{words.topShown(format.count(users.length))}</p>
      )}
    </Section>
  );
}

/** What each feature loses. */
export function FeatureTable({ outcome }: { outcome: BacktestOutcome }) {
  const t = useMessages();
  const format = useFormat();
  const money = useMoneyList();
  const words = t.quotas.preview;
  return (
    <Section title={words.byFeature}>
      <DataTable
        caption={words.byFeature}
        rows={outcome.by_feature}
        rowKey={(row) => row.feature}
        columns={[
          {
            id: "feature",
            header: words.feature,
            rowHeader: true,
            cell: (row) => (
              <span className="font-medium">
                <ValueName>{row.feature}</ValueName>
              </span>
            ),
          },
          {
            id: "refused",
            header: words.lost,
            align: "right",
            cell: (row) => format.count(row.refused),
          },
          {
            id: "made",
            header: words.made,
            align: "right",
            from: "sm",
            cell: (row) => format.count(row.considered),
          },
          {
            id: "saved",
            header: words.kept,
            align: "right",
            cell: (row) => money(row.spend_saved),
          },
        ]}
      />
    </Section>
  );
}

function Section({
  title,
  scrolls,
  children,
}: {
  title: string;
  scrolls?: boolean;
  children: ReactNode;
}) {
  return (
    <section className="border-t border-hairline py-4">
      <h3 className="mb-1 px-5 font-medium">{title}</h3>
      <div className={scrolls === true ? "max-h-80 overflow-y-auto" : ""}>{children}</div>
    </section>
  );
}

function useMoneyList(): (amounts: Readonly<Record<string, string>>) => string {
  const format = useFormat();
  const { data: me } = useSuspenseQuery(meQuery);
  return (amounts) => moneyList(amounts, me.workspace.currency, format);
}
