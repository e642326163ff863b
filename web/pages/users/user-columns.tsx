import type { UserRow } from "../../../api/contract/users.ts";
import type { Format } from "../../format/create-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { moneyList } from "../../quotas/money-list.ts";
import { UserLink } from "../../quotas/user-link.tsx";
import { Badge } from "../../ui/badge.tsx";
import type { Column } from "../../ui/data-table.tsx";

interface UserColumnsInput {
  readonly t: Messages;
  readonly format: Format;
  readonly currency: string;
  readonly nowMs: number;
}

export function userColumns({
  t,
  format,
  currency,
  nowMs,
}: UserColumnsInput): readonly Column<UserRow>[] {
  const words = t.users;
  const right = { align: "right" } as const;
  return [
    {
      id: "user",
      header: words.user,
      rowHeader: true,
      cell: (row) => (
        <span className="inline-flex items-center gap-2 font-medium">
          <UserLink user={row.user} />
          {row.blocked ? <Badge tone="danger">{words.blocked}</Badge> : null}
        </span>
      ),
    },
    {
      id: "spend",
      header: words.spend,
      ...right,
      cell: (row) => moneyList(row.spend, currency, format),
    },
    {
      id: "revenue",
      header: words.revenue,
      ...right,
      cell: (row) => moneyList(row.revenue, currency, format),
    },
    {
      id: "generations",
      header: words.generations,
      ...right,
      from: "sm",
      cell: (row) => format.count(row.generations),
    },
    {
      id: "failed",
      header: words.failed,
      ...right,
      from: "lg",
      cell: (row) => <Count count={row.failed} format={format} />,
    },
    {
      id: "refused",
      header: words.refused,
      ...right,
      from: "md",
      cell: (row) => <Count count={row.refused_7d} format={format} />,
    },
    {
      id: "seen",
      header: words.lastSeen,
      ...right,
      from: "sm",
      cell: (row) =>
        row.last_seen === null ? (
          <span className="text-muted">{words.never}</span>
        ) : (
          <span title={format.instant(row.last_seen)}>{format.ago(row.last_seen, nowMs)}</span>
        ),
    },
  ];
}

/** Nothing is quiet, so that what happened stands out. */
function Count({ count, format }: { count: number; format: Format }) {
  if (count === 0) return <span className="text-muted">0</span>;
  return <span className="font-medium">{format.count(count)}</span>;
}
