import { useContext } from "react";
import { LocaleContext, type LocaleValue } from "./locale-context.ts";

/** The language in use, its sentences and how to change it. @throws Error outside of a `LocaleProvider` */
export function useLocale(): LocaleValue {
  const value = useContext(LocaleContext);
  if (value === null) throw new Error("no language is given to this part of the page");
  return value;
}
