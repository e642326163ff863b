import { useLocation, useRouter } from "@tanstack/react-router";
import { useLocale } from "../i18n/use-locale.ts";
import { stringifySearch } from "../view/url-codec.ts";
import { useView } from "../view/use-view.ts";
import { actionCommands } from "./action-commands.ts";
import type { PaletteCommand } from "./palette-command.ts";
import { useFoundCommands } from "./use-found-commands.ts";
import { usePageCommands } from "./use-page-commands.ts";

/** Everything that can be gone to or done from here, and what the server finds for the text. */
export function usePaletteCommands(
  text: string,
  nowMs: number,
  onShortcuts: () => void,
): { readonly commands: readonly PaletteCommand[]; readonly isLooking: boolean } {
  const locale = useLocale();
  const router = useRouter();
  const view = useView();
  const { pathname, search } = useLocation();
  const go = (path: string, parameters: object): void =>
    router.history.push(`${path}${stringifySearch({ ...parameters })}`);
  const found = useFoundCommands(text, nowMs, go);
  const pages = usePageCommands(go);
  const actions = actionCommands({ locale, view, pathname, search, go, onShortcuts });
  return { commands: [...found.commands, ...pages, ...actions], isLooking: found.isLooking };
}
