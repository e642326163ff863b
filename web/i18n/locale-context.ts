import { createContext } from "react";
import { en, type Messages } from "./en.ts";
import type { Locale } from "./locale.ts";

export interface LocaleValue {
  readonly locale: Locale;
  readonly messages: Messages;
  readonly setLocale: (locale: Locale) => void;
}

export const LocaleContext = createContext<LocaleValue>({
  locale: "en",
  messages: en,
  setLocale: () => {},
});
