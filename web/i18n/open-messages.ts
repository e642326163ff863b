import { use } from "react";
import type { Messages } from "./en.ts";
import { loadBaseMessages, loadMessages, type Locale } from "./locale.ts";

export interface OpenedMessages {
  readonly messages: Messages;
  /** Fetches what is not here yet; a page that needs it before it comes is suspended. */
  readonly complete: () => void;
}

/**
 * A language with the sentences of the frame and of the overview; those of the other pages are fetched when first
 * needed, or at once beside the others when the first page is one of theirs.
 */
export async function openMessages(locale: Locale, allAtOnce: boolean): Promise<OpenedMessages> {
  let all: Messages | null = null;
  let coming: Promise<Messages> | null = null;
  const load = (): Promise<Messages> => {
    coming ??= loadMessages(locale).then(
      (messages) => (all = messages),
      (cause: unknown) => {
        // The next page that needs them asks again.
        coming = null;
        throw cause;
      },
    );
    return coming;
  };
  const complete = () => void load().catch(() => {});
  if (allAtOnce) complete();
  const base = await loadBaseMessages(locale);
  const messages = new Proxy(base, {
    get: (_, key) => Reflect.get(all ?? (Reflect.has(base, key) ? base : use(load())), key),
  }) as Messages;
  return { messages, complete };
}
