import { useContext, useMemo } from "react";
import { useLocale } from "../i18n/use-locale.ts";
import { intlTag } from "../i18n/locale.ts";
import { createFormat, type Format } from "./create-format.ts";
import { TimeZoneContext } from "./time-zone-context.ts";

/** The formatters of the language and the time zone in use. */
export function useFormat(): Format {
  const { locale } = useLocale();
  const timeZone = useContext(TimeZoneContext);
  return useMemo(() => createFormat(intlTag(locale), timeZone), [locale, timeZone]);
}
