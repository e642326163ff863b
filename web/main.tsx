import type { QueryClient } from "@tanstack/react-query";
import type { AnyRoute } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { createQueryClient } from "./client/query-client.ts";
import { setupQuery } from "./client/session-queries.ts";
import { onWorkspaceAnnounced, showWorkspace } from "./client/tab-workspace.ts";
import { applyTheme, THEMES } from "./frame/theme.ts";
import { readPreference, writePreference } from "./frame/use-preference.ts";
import { chooseLocale, type Locale } from "./i18n/locale.ts";
import { openMessages } from "./i18n/open-messages.ts";
import { createAppRouter } from "./router.tsx";
import { misread } from "./view/misread.ts";
import { parseSearch } from "./view/url-codec.ts";
import "./styles/app.css";

const LOCALE_PREFERENCE = "locale";
/** The page whose sentences come with those of the frame. */
const OVERVIEW = "/";

async function start(container: HTMLElement): Promise<void> {
  applyTheme(THEMES.find((theme) => theme === readPreference("theme")) ?? "system");
  const locale = chooseLocale(readPreference(LOCALE_PREFERENCE), navigator.languages);
  const opening = openMessages(locale, window.location.pathname !== OVERVIEW);
  const queryClient = createQueryClient(() => {
    const { pathname, href } = router.history.location;
    queryClient.clear();
    showWorkspace(null);
    // Every panel of a page learns it: the first has led away already.
    if (pathname !== "/sign-in") void router.navigate({ to: "/sign-in", search: { next: href } });
  });
  const router = createAppRouter(queryClient, misread(parseSearch(window.location.search)));
  fetchEarly(router, queryClient);
  onWorkspaceAnnounced(() => window.location.assign("/"));
  const opened = await opening;
  // Beside the page's own script, not after it.
  router.subscribe("onBeforeNavigate", ({ toLocation }) => {
    if (toLocation.pathname !== OVERVIEW) opened.complete();
  });
  createRoot(container).render(
    <StrictMode>
      <App
        router={router}
        queryClient={queryClient}
        initialLocale={{ locale, messages: opened.messages }}
        onLocale={(next: Locale) => writePreference(LOCALE_PREFERENCE, next)}
      />
    </StrictMode>,
  );
}

/** What the first page will ask for, before there is anything to draw it with. */
function fetchEarly(router: ReturnType<typeof createAppRouter>, queryClient: QueryClient): void {
  void queryClient.prefetchQuery(setupQuery);
  const routes: Readonly<Record<string, AnyRoute>> = router.routesById;
  for (const match of router.matchRoutes(router.latestLocation)) {
    const route = routes[String(match.routeId)];
    // A script that can't be had is told of when the page is opened.
    if (route !== undefined) router.loadRouteChunk(route)?.catch(() => {});
  }
}

const container = document.getElementById("root");
if (container !== null) void start(container);
