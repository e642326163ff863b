const COUNTRY = /^[A-Z]{2}$/;

/** A region as requests send it; a country's code with its name before it, in the reader's language. */
export function regionLabel(region: string, locale: string): string {
  if (!COUNTRY.test(region)) return region;
  const name = new Intl.DisplayNames(locale, { type: "region", fallback: "none" }).of(region);
  return name === undefined ? region : `${name} (${region})`;
}
