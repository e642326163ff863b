import { Ellipsis } from "lucide-react";
import type { Role } from "../../../api/contract/keys.ts";
import type { MemberRow } from "../../../api/contract/members.ts";
import type { Format } from "../../format/create-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge } from "../../ui/badge.tsx";
import { buttonClass } from "../../ui/button.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { Name } from "../../ui/name.tsx";
import type { MemberTask } from "./member-dialog.tsx";
import { rolesWithin } from "./roles-within.ts";

interface MemberColumnsInput {
  readonly t: Messages;
  readonly format: Format;
  readonly nowMs: number;
  readonly ownRole: Role;
  readonly onTask: (task: MemberTask, member: MemberRow) => void;
}

export function memberColumns(input: MemberColumnsInput): readonly Column<MemberRow>[] {
  const { t, format, nowMs, ownRole, onTask } = input;
  const words = t.members;
  const reach = rolesWithin(ownRole);
  return [
    {
      id: "name",
      header: words.name,
      rowHeader: true,
      cell: (row) => (
        <>
          <span className="flex items-center gap-2 font-medium">
            <Name>{row.name}</Name>
            {row.is_you ? <Badge>{words.you}</Badge> : null}
          </span>
          <span className="block max-w-[14rem] truncate text-muted sm:max-w-none" title={row.email}>
            {row.email}
          </span>
          <span className="mt-1 block sm:hidden">
            <RoleBadge role={row.role} />
          </span>
        </>
      ),
    },
    {
      id: "role",
      header: words.role,
      from: "sm",
      cell: (row) => <RoleBadge role={row.role} />,
    },
    {
      id: "seen",
      header: words.lastSeen,
      from: "sm",
      cell: (row) =>
        row.last_seen_at === null ? (
          <span className="text-muted">{words.never}</span>
        ) : (
          <time dateTime={row.last_seen_at} title={format.exactInstant(row.last_seen_at)}>
            {format.ago(row.last_seen_at, nowMs)}
          </time>
        ),
    },
    {
      id: "sessions",
      header: words.sessions,
      from: "md",
      cell: (row) =>
        row.sessions === 0 ? (
          <span className="text-muted">–</span>
        ) : (
          <span className="tabular">{words.browsers(row.sessions)}</span>
        ),
    },
    {
      id: "joined",
      header: words.joined,
      from: "lg",
      cell: (row) => <span className="tabular">{format.day(row.joined_at)}</span>,
    },
    ...(reach.length === 0
      ? []
      : [
          {
            id: "actions",
            header: <span className="sr-only">{words.actionsOf("")}</span>,
            align: "right" as const,
            cell: (row: MemberRow) =>
              reach.includes(row.role) ? (
                <Menu
                  align="end"
                  trigger={
                    <button
                      type="button"
                      aria-label={words.actionsOf(row.name)}
                      className={buttonClass({ variant: "quiet", size: "small" })}
                    >
                      <Ellipsis size={16} aria-hidden="true" />
                    </button>
                  }
                >
                  <MenuItem onSelect={() => onTask("role", row)}>{words.changeRole}</MenuItem>
                  <MenuItem onSelect={() => onTask("signOut", row)}>{words.signOut}</MenuItem>
                  <MenuItem onSelect={() => onTask("remove", row)}>
                    <span className="text-danger">{words.remove}</span>
                  </MenuItem>
                </Menu>
              ) : null,
          },
        ]),
  ];
}

function RoleBadge({ role }: { role: Role }) {
  const words = useMessages().members;
  return <Badge tone={role === "viewer" ? "neutral" : "info"}>{words.roles[role]}</Badge>;
}
