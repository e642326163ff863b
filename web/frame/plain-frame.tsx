import type { ReactNode } from "react";
import { useLocale } from "../i18n/use-locale.ts";
import { LOCALE_NAMES, LOCALES } from "../i18n/locale.ts";
import { Wordmark } from "./wordmark.tsx";

/** The page around sign-in and set-up: the name, the content, the language. */
export function PlainFrame({ children, wide }: { children: ReactNode; wide?: boolean }) {
  const { locale, messages: t, setLocale } = useLocale();
  return (
    <div className="flex min-h-screen flex-col">
      <header className="flex items-center justify-between gap-4 px-4 py-5 sm:px-8">
        <Wordmark />
        <div role="group" aria-label={t.nav.language} className="flex gap-1">
          {LOCALES.map((name) => (
            <button
              key={name}
              type="button"
              lang={name}
              aria-pressed={name === locale}
              onClick={() => setLocale(name)}
              className="h-8 rounded-lg px-2 text-[13px] text-muted hover:bg-hover hover:text-text aria-pressed:font-medium aria-pressed:text-text"
            >
              {LOCALE_NAMES[name]}
            </button>
          ))}
        </div>
      </header>
      <main
        className={`mx-auto flex w-full flex-1 flex-col px-4 pb-16 sm:px-8 ${wide === true ? "max-w-6xl" : "max-w-md justify-center"}`}
      >
        {children}
      </main>
    </div>
  );
}
