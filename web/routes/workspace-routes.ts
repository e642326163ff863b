import { createRoute } from "@tanstack/react-router";
import { readAuditLogSearch } from "../view/audit-log-search.ts";
import { readSystemSearch, systemSearchOf } from "../view/system-search.ts";
import { appRoute, flat } from "./app-route.ts";
import { pageCode } from "./page-code.ts";

const settingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/settings",
  component: pageCode(() => import("../pages/settings/settings-page.tsx"), "SettingsPage"),
});

const membersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/settings/members",
  component: pageCode(() => import("../pages/members/members-page.tsx"), "MembersPage"),
});

const auditLogRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/settings/audit",
  validateSearch: (search: Record<string, unknown>) => readAuditLogSearch(flat(search)),
  component: pageCode(() => import("../pages/audit-log/audit-log-page.tsx"), "AuditLogPage"),
});

const systemRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/system",
  validateSearch: (search: Record<string, unknown>) =>
    systemSearchOf(String(readSystemSearch(flat(search)).days)),
  component: pageCode(() => import("../pages/system/system-page.tsx"), "SystemPage"),
});

/** Pages about the workspace itself, its people, and the machinery. */
export const workspaceRoutes = [settingsRoute, membersRoute, auditLogRoute, systemRoute] as const;
