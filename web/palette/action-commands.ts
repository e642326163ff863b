import {
  CalendarDays,
  Keyboard,
  Languages,
  Link2,
  Palette,
  Printer,
  Share2,
  type LucideIcon,
} from "lucide-react";
import { applyTheme, THEMES } from "../frame/theme.ts";
import { writePreference } from "../frame/use-preference.ts";
import type { LocaleValue } from "../i18n/locale-context.ts";
import { LOCALE_NAMES, LOCALES } from "../i18n/locale.ts";
import { copyText } from "../ui/copy-text.ts";
import { frozenSearch } from "../view/frozen-search.ts";
import { keepView } from "../view/keep-view.ts";
import { stringifySearch } from "../view/url-codec.ts";
import { RANGES, type ViewSearch } from "../view/view-search.ts";
import type { View } from "../view/view.ts";
import type { Go, PaletteCommand } from "./palette-command.ts";

interface Here {
  readonly locale: LocaleValue;
  readonly view: View;
  readonly pathname: string;
  readonly search: ViewSearch;
  readonly go: Go;
  readonly onShortcuts: () => void;
}

/** What can be done from any page: other periods, links, paper, language, colours. */
export function actionCommands(here: Here): readonly PaletteCommand[] {
  const { view, pathname, search, go } = here;
  const { locale, messages: t, setLocale } = here.locale;
  const action = (id: string, label: string, icon: LucideIcon, run: () => void) => ({
    id: `action:${id}`,
    group: "actions" as const,
    label,
    icon,
    run,
  });
  const copy = (parameters: object): void => {
    const address = `${pathname}${stringifySearch({ ...parameters })}`;
    void copyText(new URL(address, window.location.origin).href);
  };
  const elsewhen = { ...search, cursor: undefined, from: undefined, to: undefined };
  return [
    ...RANGES.filter((range) => range !== "custom").map((range) =>
      action(`range:${range}`, t.palette.range(t.range.names[range]), CalendarDays, () =>
        go(pathname, { ...elsewhen, range }),
      ),
    ),
    action("link", t.share.link, Link2, () => copy(search)),
    action("frozen", t.share.frozen, Share2, () => copy(frozenSearch({ ...search }, view))),
    action("print", t.share.print, Printer, () => go("/print/overview", keepView(search))),
    ...LOCALES.filter((name) => name !== locale).map((name) =>
      action(`locale:${name}`, t.palette.language(LOCALE_NAMES[name]), Languages, () =>
        setLocale(name),
      ),
    ),
    ...THEMES.map((theme) =>
      action(`theme:${theme}`, t.palette.theme(t.nav.themes[theme]), Palette, () => {
        writePreference("theme", theme);
        applyTheme(theme);
      }),
    ),
    action("shortcuts", t.nav.shortcuts, Keyboard, here.onShortcuts),
  ];
}
