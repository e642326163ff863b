import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { createQueryClient } from "./client/query-client.ts";
import { applyTheme, THEMES } from "./frame/theme.ts";
import { readPreference, writePreference } from "./frame/use-preference.ts";
import { chooseLocale, loadMessages, type Locale } from "./i18n/locale.ts";
import { createAppRouter } from "./router.tsx";
import "./styles/app.css";

const LOCALE_PREFERENCE = "locale";

async function start(container: HTMLElement): Promise<void> {
  applyTheme(THEMES.find((theme) => theme === readPreference("theme")) ?? "system");
  const locale = chooseLocale(readPreference(LOCALE_PREFERENCE), navigator.languages);
  const messages = await loadMessages(locale);
  const queryClient = createQueryClient(() => {
    const { pathname, href } = router.history.location;
    queryClient.clear();
    // Every panel of a page learns it: the first has led away already.
    if (pathname !== "/sign-in") void router.navigate({ to: "/sign-in", search: { next: href } });
  });
  const router = createAppRouter(queryClient);
  createRoot(container).render(
    <StrictMode>
      <App
        router={router}
        queryClient={queryClient}
        initialLocale={{ locale, messages }}
        onLocale={(next: Locale) => writePreference(LOCALE_PREFERENCE, next)}
      />
    </StrictMode>,
  );
}

const container = document.getElementById("root");
if (container !== null) void start(container);
