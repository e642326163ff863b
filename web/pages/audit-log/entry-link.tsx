import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { AuditLogRow } from "../../../api/contract/audit.ts";
import { entryName } from "../../audit-log/entry-name.ts";
import { subjectOf } from "../../audit-log/entry-text.ts";

const LISTS: ReadonlyMap<string, LinkProps> = new Map<string, LinkProps>([
  ["bi", { to: "/exports" }],
  ["fx_rates", { to: "/rates" }],
  ["gate", { to: "/rollouts" }],
  ["gpu_profile", { to: "/upstreams" }],
  ["invitation", { to: "/settings/members" }],
  ["key", { to: "/keys" }],
  ["member", { to: "/settings/members" }],
  ["month", { to: "/months" }],
  ["owner", { to: "/settings/members" }],
  ["price", { to: "/prices" }],
  ["report", { to: "/margin" }],
  ["revenue", { to: "/revenue" }],
  ["revenue_profile", { to: "/revenue/import" }],
  ["stripe_connection", { to: "/revenue/stripe" }],
  ["upstream", { to: "/upstreams" }],
  ["workspace", { to: "/settings" }],
]);

/** Where what was changed can be seen now; null where it has no page, or is deleted. */
export function entryTarget(row: AuditLogRow): LinkProps | null {
  const { action, target } = row;
  const subject = subjectOf(action);
  if (action.endsWith(".delete") && subject !== "gate") return LISTS.get(subject) ?? null;
  switch (subject) {
    case "generation":
      return { to: "/generations/$id", params: { id: target } };
    case "quota":
      return { to: "/quotas/$id", params: { id: target } };
    case "user":
      return { to: "/users/$id", params: { id: target } };
    case "grant":
      return { to: "/users/$id", params: { id: entryName(row) } };
    case "provider_invoice":
      return { to: "/reconciliation/$id", params: { id: target } };
    case "price":
      return action.startsWith("price.rerate")
        ? { to: "/prices/rerates/$id", params: { id: target } }
        : { to: "/prices" };
    default:
      return LISTS.get(subject) ?? null;
  }
}

/** A change's words as a link to what was changed, where that has a page. */
export function EntryLink({ row, children }: { row: AuditLogRow; children: ReactNode }) {
  const target = entryTarget(row);
  if (target === null) return <>{children}</>;
  return (
    <Link {...target} className="text-link underline underline-offset-2">
      {children}
    </Link>
  );
}
