import { useQuery } from "@tanstack/react-query";
import { useLocation, useRouter } from "@tanstack/react-router";
import {
  Bookmark,
  CalendarDays,
  Clapperboard,
  Filter,
  Keyboard,
  Languages,
  Link2,
  Palette,
  Printer,
  Share2,
  UserRound,
} from "lucide-react";
import { useContext } from "react";
import { breakdownQuery } from "../client/analytics-queries.ts";
import { savedViewsQuery } from "../client/saved-view-queries.ts";
import { navGroups } from "../frame/nav-links.tsx";
import { applyTheme, THEMES } from "../frame/theme.ts";
import { writePreference } from "../frame/use-preference.ts";
import { LocaleContext } from "../i18n/locale-context.ts";
import { LOCALE_NAMES, LOCALES } from "../i18n/locale.ts";
import { addressOf } from "../saved-views/view-address.ts";
import { copyText } from "../ui/copy-text.ts";
import { frozenSearch } from "../view/frozen-search.ts";
import { keepView } from "../view/keep-view.ts";
import { stringifySearch } from "../view/url-codec.ts";
import { useView } from "../view/use-view.ts";
import { RANGES, readViewSearch, withFilter } from "../view/view-search.ts";
import { foundThingsQuery } from "./found-things.ts";
import type { PaletteCommand } from "./palette-command.ts";

/** Everything that can be gone to or done from here, and what the server finds for the text. */
export function usePaletteCommands(
  text: string,
  nowMs: number,
  onShortcuts: () => void,
): { readonly commands: readonly PaletteCommand[]; readonly isLooking: boolean } {
  const { locale, messages: t, setLocale } = useContext(LocaleContext);
  const router = useRouter();
  const view = useView();
  const { pathname, search } = useLocation();
  const kept = keepView(readViewSearch(search));
  const saved = useQuery(savedViewsQuery);
  const features = useQuery({ ...breakdownQuery(view, "feature"), refetchInterval: false });
  const found = useQuery(foundThingsQuery(text, nowMs));
  const go = (path: string, parameters: object): void =>
    router.history.push(`${path}${stringifySearch({ ...parameters })}`);
  const copy = (address: string): void =>
    void copyText(new URL(address, window.location.origin).href);

  const pages = navGroups.flatMap(({ items }) =>
    items.map(({ to, name, icon }): PaletteCommand => ({
      ...{ id: `page:${to}`, group: "pages", label: t.nav[name], icon },
      run: () => go(to, kept),
    })),
  );
  const views = (saved.data?.data ?? []).map((each): PaletteCommand => ({
    ...{ id: `view:${each.id}`, group: "views", label: each.name, icon: Bookmark },
    run: () => router.history.push(addressOf(each)),
  }));
  const onlyFeatures = (features.data?.data ?? []).flatMap((row): PaletteCommand[] => {
    const name = row.values["feature"];
    if (name === undefined) return [];
    return [
      {
        ...{ id: `feature:${name}`, group: "features", icon: Filter },
        label: t.palette.onlyFeature(name),
        run: () =>
          go(pathname, {
            ...search,
            cursor: undefined,
            f: withFilter(view.filters, "feature", [name]),
          }),
      },
    ];
  });
  const users = (found.data?.users ?? []).map((user): PaletteCommand => ({
    ...{ id: `user:${user}`, group: "users", label: user, icon: UserRound, found: true },
    run: () => go(`/users/${encodeURIComponent(user)}`, kept),
  }));
  const generations = (found.data?.generations ?? []).map(({ id, model }): PaletteCommand => ({
    ...{ id: `generation:${id}`, group: "generations", icon: Clapperboard, found: true },
    label: `${id} · ${model}`,
    run: () => go(`/generations/${encodeURIComponent(id)}`, kept),
  }));
  const action = (
    id: string,
    label: string,
    icon: PaletteCommand["icon"],
    run: () => void,
  ): PaletteCommand => ({ id: `action:${id}`, group: "actions", label, icon, run });
  const actions = [
    ...RANGES.filter((range) => range !== "custom").map((range) =>
      action(`range:${range}`, t.palette.range(t.range.names[range]), CalendarDays, () =>
        go(pathname, { ...search, cursor: undefined, from: undefined, to: undefined, range }),
      ),
    ),
    action("link", t.share.link, Link2, () => copy(router.state.location.href)),
    action("frozen", t.share.frozen, Share2, () =>
      copy(`${pathname}${stringifySearch(frozenSearch(search, view))}`),
    ),
    action("print", t.share.print, Printer, () => go("/print/overview", kept)),
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
    action("shortcuts", t.nav.shortcuts, Keyboard, onShortcuts),
  ];
  return {
    commands: [...generations, ...users, ...pages, ...views, ...onlyFeatures, ...actions],
    isLooking: found.isFetching,
  };
}
