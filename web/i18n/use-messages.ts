import type { Messages } from "./en.ts";
import { useLocale } from "./use-locale.ts";

/** The sentences of the language in use. */
export function useMessages(): Messages {
  return useLocale().messages;
}
