import { QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { cleanup, render, type RenderResult } from "@testing-library/react";
import type { ReactNode } from "react";
import { createQueryClient } from "../../web/client/query-client.ts";
import { LocaleContext } from "../../web/i18n/locale-context.ts";
import { loadMessages, type Locale } from "../../web/i18n/locale.ts";

/** Renders a part of a page with a language, an own cache and a router around it. */
export async function renderWeb(ui: ReactNode, locale: Locale = "en"): Promise<RenderResult> {
  cleanup();
  const messages = await loadMessages(locale);
  const router = createRouter({
    routeTree: createRootRoute({ component: () => ui }),
    history: createMemoryHistory(),
  });
  await router.load();
  return render(
    <LocaleContext value={{ locale, messages, setLocale: () => {} }}>
      <QueryClientProvider client={createQueryClient(() => {})}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </LocaleContext>,
  );
}
