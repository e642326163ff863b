import type { BaseMessages } from "./base-en.ts";
import type { Messages } from "./en.ts";

export const LOCALES = ["en", "fr"] as const;
export type Locale = (typeof LOCALES)[number];

export const LOCALE_NAMES: Readonly<Record<Locale, string>> = { en: "English", fr: "Français" };

/** The reader's choice, or the first of the browser's languages that we have. */
export function chooseLocale(stored: string | null, browser: readonly string[]): Locale {
  const wanted = [stored, ...browser.map((tag) => tag.toLowerCase().split("-")[0])];
  return wanted.map((tag) => LOCALES.find((locale) => locale === tag)).find(isLocale) ?? "en";
}

/** What every page needs of a language: only the one in use is fetched, as a chunk of its own. */
export async function loadBaseMessages(locale: Locale): Promise<BaseMessages> {
  return locale === "fr"
    ? (await import("./base-fr.ts")).baseFr
    : (await import("./base-en.ts")).baseEn;
}

/** All sentences of a language. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  return locale === "fr" ? (await import("./fr.ts")).fr : (await import("./en.ts")).en;
}

/** The tag that Intl gets: dates and amounts of an English page are written the American way. */
export function intlTag(locale: Locale): string {
  return { en: "en-US", fr: "fr-FR" }[locale];
}

function isLocale(locale: Locale | undefined): locale is Locale {
  return locale !== undefined;
}
