import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import type { Messages } from "./i18n/en.ts";
import { LocaleProvider } from "./i18n/locale-provider.tsx";
import type { Locale } from "./i18n/locale.ts";
import type { createAppRouter } from "./router.tsx";

interface AppProps {
  readonly router: ReturnType<typeof createAppRouter>;
  readonly queryClient: QueryClient;
  readonly initialLocale: { readonly locale: Locale; readonly messages: Messages };
  readonly onLocale: (locale: Locale) => void;
}

export function App({ router, queryClient, initialLocale, onLocale }: AppProps) {
  return (
    <LocaleProvider initial={initialLocale} onChange={onLocale}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </LocaleProvider>
  );
}
