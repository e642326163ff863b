import { useContext } from "react";
import type { Messages } from "./en.ts";
import { LocaleContext } from "./locale-context.ts";

/** The sentences of the language in use. */
export function useMessages(): Messages {
  return useContext(LocaleContext).messages;
}
