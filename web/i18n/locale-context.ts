import { createContext } from "react";
import type { Messages } from "./en.ts";
import type { Locale } from "./locale.ts";

export interface LocaleValue {
  readonly locale: Locale;
  readonly messages: Messages;
  readonly setLocale: (locale: Locale) => void;
}

/** Null outside of a `LocaleProvider`: no language is in every page's script. */
export const LocaleContext = createContext<LocaleValue | null>(null);
