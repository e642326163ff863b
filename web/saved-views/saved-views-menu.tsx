import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation, useRouter } from "@tanstack/react-router";
import { Bookmark, Pin } from "lucide-react";
import { useState } from "react";
import type { SavedView } from "../../api/contract/views.ts";
import { changeSavedView, savedViewsQuery } from "../client/saved-view-queries.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "../ui/menu.tsx";
import { Name } from "../ui/name.tsx";
import { SavedViewDialog } from "./saved-view-dialog.tsx";
import { parseSearch, stringifySearch } from "../view/url-codec.ts";
import { addressOf, keptSearch } from "./view-address.ts";

/** The saved views, the one that is open, and whether the page still shows what it holds. */
export function SavedViewsMenu() {
  const t = useMessages();
  const words = t.views;
  const router = useRouter();
  const queryClient = useQueryClient();
  const { pathname, search } = useLocation();
  const list = useQuery(savedViewsQuery);
  const [dialog, setDialog] = useState<"new" | "edit" | null>(null);
  const saved = (list.data?.data ?? []).toSorted(byPinThenName);
  const current = saved.find((each) => each.id === search.view && each.page === pathname) ?? null;
  const isGone =
    search.view !== undefined &&
    list.data?.next_cursor === null &&
    saved.every((each) => each.id !== search.view);
  const now = keptSearch(search);
  const isModified = current !== null && current.search !== now;
  const forget = (): void =>
    router.history.replace(`${pathname}${stringifySearch(parseSearch(now))}`);
  const open = (view: SavedView): void => router.history.push(addressOf(view));
  const overwrite = useMutation({
    mutationFn: (view: SavedView) => changeSavedView(view.id, { search: now }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: savedViewsQuery.queryKey }),
  });
  return (
    <>
      <Menu
        trigger={
          <Button
            aria-label={
              current === null
                ? `${words.label}${isGone ? `: ${words.gone}` : ""}`
                : `${words.label}: ${current.name}${isModified ? `, ${words.modified}` : ""}`
            }
          >
            <Bookmark size={14} aria-hidden="true" className="shrink-0 text-muted" />
            <span className="max-w-40 truncate">
              {current === null ? words.label : <Name>{current.name}</Name>}
            </span>
            {isModified ? <Badge tone="warn">{words.modified}</Badge> : null}
            {isGone ? <Badge tone="warn">{words.gone}</Badge> : null}
          </Button>
        }
      >
        {isGone ? (
          <>
            <MenuLabel>
              <span className="block max-w-64 whitespace-normal">{words.goneLead}</span>
            </MenuLabel>
            <MenuItem onSelect={forget}>{words.forget}</MenuItem>
            <MenuSeparator />
          </>
        ) : null}
        {saved.length === 0 ? <MenuLabel>{words.none}</MenuLabel> : null}
        <ViewGroup
          label={words.mine}
          views={saved.filter((each) => each.visibility === "private")}
          onOpen={open}
        />
        <ViewGroup
          label={words.shared}
          views={saved.filter((each) => each.visibility === "workspace")}
          onOpen={open}
        />
        <MenuSeparator />
        {isModified && current.may_change ? (
          <MenuItem onSelect={() => overwrite.mutate(current)}>{words.save}</MenuItem>
        ) : null}
        {isModified ? <MenuItem onSelect={() => open(current)}>{words.reset}</MenuItem> : null}
        <MenuItem onSelect={() => setDialog("new")}>{words.saveAs}</MenuItem>
        {current?.may_change === true ? (
          <MenuItem onSelect={() => setDialog("edit")}>{words.settings}</MenuItem>
        ) : null}
      </Menu>
      {dialog === null ? null : (
        <SavedViewDialog
          saved={dialog === "edit" ? current : null}
          page={pathname}
          search={now}
          onClose={() => setDialog(null)}
          onSaved={(view) => {
            setDialog(null);
            if (dialog === "new") open(view);
          }}
          onDeleted={() => {
            setDialog(null);
            forget();
          }}
        />
      )}
    </>
  );
}

interface ViewGroupProps {
  readonly label: string;
  readonly views: readonly SavedView[];
  readonly onOpen: (view: SavedView) => void;
}

function ViewGroup({ label, views, onOpen }: ViewGroupProps) {
  if (views.length === 0) return null;
  return (
    <>
      <MenuLabel>{label}</MenuLabel>
      {views.map((view) => (
        <MenuItem key={view.id} onSelect={() => onOpen(view)}>
          <span className="max-w-64 min-w-0 flex-1 truncate">
            <Name>{view.name}</Name>
          </span>
          {view.pinned ? <Pin size={12} aria-hidden="true" className="text-muted" /> : null}
        </MenuItem>
      ))}
    </>
  );
}

function byPinThenName(a: SavedView, b: SavedView): number {
  return Number(b.pinned) - Number(a.pinned) || a.name.localeCompare(b.name);
}
