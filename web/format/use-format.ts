import { useContext, useMemo } from "react";
import { LocaleContext } from "../i18n/locale-context.ts";
import { intlTag } from "../i18n/locale.ts";
import { createFormat, type Format } from "./create-format.ts";
import { TimeZoneContext } from "./time-zone-context.ts";

/** The formatters of the language and the time zone in use. */
export function useFormat(): Format {
  const { locale } = useContext(LocaleContext);
  const timeZone = useContext(TimeZoneContext);
  return useMemo(() => createFormat(intlTag(locale), timeZone), [locale, timeZone]);
}
