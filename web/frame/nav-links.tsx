import { Link, useSearch } from "@tanstack/react-router";
import {
  ArrowDownUp,
  ArrowLeftRight,
  BookOpen,
  CalendarCheck,
  ChartNoAxesCombined,
  Clapperboard,
  Cpu,
  Compass,
  CreditCard,
  FileDown,
  FlaskConical,
  Gauge,
  HandCoins,
  KeyRound,
  Layers,
  Radio,
  ReceiptText,
  Rocket,
  Scale,
  ScrollText,
  ServerCog,
  Settings,
  Tags,
  UserRoundCog,
  Trash2,
  Users,
  Waypoints,
  type LucideIcon,
} from "lucide-react";
import { useMessages } from "../i18n/use-messages.ts";
import { keepView } from "../view/keep-view.ts";

export type NavTarget =
  | "/"
  | "/features"
  | "/margin"
  | "/months"
  | "/economics"
  | "/what-if"
  | "/rollouts"
  | "/generations"
  | "/live"
  | "/requests"
  | "/explore"
  | "/waste"
  | "/users"
  | "/quotas"
  | "/keys"
  | "/upstreams"
  | "/upstreams/fleet"
  | "/docs"
  | "/prices"
  | "/revenue"
  | "/reconciliation"
  | "/revenue/stripe"
  | "/rates"
  | "/exports"
  | "/settings"
  | "/settings/members"
  | "/settings/audit"
  | "/system";
type PageName =
  | "overview"
  | "features"
  | "margin"
  | "months"
  | "economics"
  | "whatIf"
  | "rollouts"
  | "generations"
  | "live"
  | "requests"
  | "explore"
  | "waste"
  | "users"
  | "quotas"
  | "keys"
  | "upstreams"
  | "fleet"
  | "docs"
  | "prices"
  | "revenue"
  | "reconciliation"
  | "stripe"
  | "rates"
  | "exports"
  | "settings"
  | "members"
  | "auditLog"
  | "system";
type GroupName = "money" | "use" | "control" | "data" | "workspace";

interface NavItem {
  readonly to: NavTarget;
  readonly name: PageName;
  readonly icon: LucideIcon;
}

/** The pages, grouped by the question they answer. */
export const navGroups: readonly {
  readonly name: GroupName;
  readonly items: readonly NavItem[];
}[] = [
  {
    name: "money",
    items: [
      { to: "/", name: "overview", icon: ChartNoAxesCombined },
      { to: "/features", name: "features", icon: Layers },
      { to: "/margin", name: "margin", icon: Scale },
      { to: "/months", name: "months", icon: CalendarCheck },
      { to: "/economics", name: "economics", icon: Scale },
      { to: "/what-if", name: "whatIf", icon: FlaskConical },
      { to: "/rollouts", name: "rollouts", icon: Rocket },
    ],
  },
  {
    name: "use",
    items: [
      { to: "/generations", name: "generations", icon: Clapperboard },
      { to: "/requests", name: "requests", icon: ArrowDownUp },
      { to: "/live", name: "live", icon: Radio },
      { to: "/explore", name: "explore", icon: Compass },
      { to: "/waste", name: "waste", icon: Trash2 },
      { to: "/users", name: "users", icon: Users },
    ],
  },
  {
    name: "control",
    items: [
      { to: "/quotas", name: "quotas", icon: Gauge },
      { to: "/keys", name: "keys", icon: KeyRound },
      { to: "/upstreams", name: "upstreams", icon: Waypoints },
      { to: "/upstreams/fleet", name: "fleet", icon: Cpu },
      { to: "/docs", name: "docs", icon: BookOpen },
    ],
  },
  {
    name: "data",
    items: [
      { to: "/prices", name: "prices", icon: Tags },
      { to: "/revenue", name: "revenue", icon: HandCoins },
      { to: "/reconciliation", name: "reconciliation", icon: ReceiptText },
      { to: "/revenue/stripe", name: "stripe", icon: CreditCard },
      { to: "/rates", name: "rates", icon: ArrowLeftRight },
      { to: "/exports", name: "exports", icon: FileDown },
    ],
  },
  {
    name: "workspace",
    items: [
      { to: "/settings", name: "settings", icon: Settings },
      { to: "/settings/members", name: "members", icon: UserRoundCog },
      { to: "/settings/audit", name: "auditLog", icon: ScrollText },
      { to: "/system", name: "system", icon: ServerCog },
    ],
  },
];

/** Other pages' addresses begin with theirs. */
const EXACT: ReadonlySet<NavTarget> = new Set(["/", "/revenue", "/upstreams", "/settings"]);

/** Links to every page; the period and the filters go along. */
export function NavLinks({ onFollow }: { onFollow?: () => void }) {
  const t = useMessages();
  const view = keepView(useSearch({ from: "/app" }));
  return (
    <div className="space-y-5">
      {navGroups.map((group) => (
        <div key={group.name}>
          <p className="mb-1 px-2.5 text-xs font-medium text-muted">{t.nav[group.name]}</p>
          <ul className="space-y-0.5">
            {group.items.map(({ to, name, icon: Icon }) => (
              <li key={to}>
                <Link
                  to={to}
                  search={view}
                  {...(onFollow === undefined ? {} : { onClick: onFollow })}
                  activeOptions={{ exact: EXACT.has(to), includeSearch: false }}
                  className="flex h-9 items-center gap-2.5 rounded-lg px-2.5 text-muted hover:bg-hover hover:text-text aria-[current=page]:bg-selected aria-[current=page]:font-medium aria-[current=page]:text-text"
                >
                  <Icon size={16} aria-hidden="true" className="shrink-0" />
                  {t.nav[name]}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
