import type { Messages } from "./en.ts";

export const LOCALES = ["en", "fr"] as const;
export type Locale = (typeof LOCALES)[number];

export const LOCALE_NAMES: Record<Locale, string> = { en: "English", fr: "Français" };

/** The language to start with: the stored one, else the browser's, else English. */
export function chooseLocale(stored: string | null, browser: readonly string[]): Locale {
  const wanted = [stored ?? "", ...browser].map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.map((tag) => LOCALES.find((locale) => locale === tag)).find(isLocale) ?? "en";
}

/** The sentences of a language, a chunk of their own: only the one in use is fetched. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  return locale === "fr" ? (await import("./fr.ts")).fr : (await import("./en.ts")).en;
}

/** The tag that Intl gets: dates and amounts of an English page are written the American way. */
export function intlTag(locale: Locale): string {
  return locale === "fr" ? "fr-FR" : "en-US";
}

function isLocale(value: Locale | undefined): value is Locale {
  return value !== undefined;
}
