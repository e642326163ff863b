import { useEffect, useMemo, useState, type ReactNode } from "react";
import type { Messages } from "./en.ts";
import { LocaleContext } from "./locale-context.ts";
import { loadMessages, type Locale } from "./locale.ts";

interface LocaleProviderProps {
  readonly initial: { readonly locale: Locale; readonly messages: Messages };
  readonly onChange: (locale: Locale) => void;
  readonly children: ReactNode;
}

/** Holds the language in use; another one takes over once its sentences are here. */
export function LocaleProvider({ initial, onChange, children }: LocaleProviderProps) {
  const [current, setCurrent] = useState(initial);
  useEffect(() => {
    document.documentElement.lang = current.locale;
  }, [current.locale]);
  const value = useMemo(
    () => ({
      ...current,
      setLocale: (locale: Locale) => {
        void loadMessages(locale).then((messages) => {
          setCurrent({ locale, messages });
          onChange(locale);
        });
      },
    }),
    [current, onChange],
  );
  return <LocaleContext value={value}>{children}</LocaleContext>;
}
