import { useQuery } from "@tanstack/react-query";
import { useLocation, useRouter } from "@tanstack/react-router";
import { Bookmark, Filter, Layers } from "lucide-react";
import { breakdownQuery } from "../client/analytics-queries.ts";
import { savedViewsQuery } from "../client/saved-view-queries.ts";
import { navGroups } from "../frame/nav-links.tsx";
import { useMessages } from "../i18n/use-messages.ts";
import { addressOf } from "../saved-views/view-address.ts";
import { useView } from "../view/use-view.ts";
import { useViewSearch } from "../view/use-view-search.ts";
import { withFilter } from "../view/view-search.ts";
import type { Go, PaletteCommand } from "./palette-command.ts";

/** Every page, every saved view, every feature's page, and this page narrowed to one feature. */
export function usePageCommands(go: Go): readonly PaletteCommand[] {
  const t = useMessages();
  const router = useRouter();
  const view = useView();
  const kept = useViewSearch();
  const { pathname, search } = useLocation();
  const saved = useQuery(savedViewsQuery);
  const features = useQuery({ ...breakdownQuery(view, "feature"), refetchInterval: false });
  const pages = navGroups
    .flatMap(({ items }) => items)
    .map(({ to, name, icon }): PaletteCommand => ({
      id: `page:${to}`,
      group: "pages",
      label: t.nav[name],
      icon,
      run: () => go(to, kept),
    }));
  const views = (saved.data?.data ?? []).map((each): PaletteCommand => ({
    id: `view:${each.id}`,
    group: "views",
    label: each.name,
    icon: Bookmark,
    run: () => router.history.push(addressOf(each)),
  }));
  const names = (features.data?.data ?? []).flatMap((row) => row.values["feature"] ?? []);
  const opened = names.map((name): PaletteCommand => ({
    id: `open-feature:${name}`,
    group: "features",
    label: t.palette.feature(name),
    icon: Layers,
    run: () => go(`/features/${encodeURIComponent(name)}`, kept),
  }));
  const narrowed = names.map((name): PaletteCommand => ({
    id: `feature:${name}`,
    group: "features",
    label: t.palette.onlyFeature(name),
    icon: Filter,
    run: () => {
      const f = withFilter(view.filters, "feature", [name]);
      go(pathname, { ...search, cursor: undefined, f });
    },
  }));
  return [...pages, ...views, ...opened, ...narrowed];
}
