import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ChevronsUpDown, Keyboard, LogOut, Settings } from "lucide-react";
import type { Me } from "../../api/contract/setup.ts";
import { signOut } from "../client/session-queries.ts";
import { useLocale } from "../i18n/use-locale.ts";
import { LOCALE_NAMES, LOCALES } from "../i18n/locale.ts";
import { Menu, MenuChoices, MenuItem, MenuLabel, MenuSeparator } from "../ui/menu.tsx";
import { useSwitchWorkspace } from "./use-switch-workspace.ts";
import { useTheme } from "./use-theme.ts";
import { THEMES } from "./theme.ts";

interface AccountMenuProps {
  readonly me: Me;
  readonly onShortcuts: () => void;
}

/** Who is signed in where, and this browser's choices. */
export function AccountMenu({ me, onShortcuts }: AccountMenuProps) {
  const { locale, messages: t, setLocale } = useLocale();
  const [theme, setTheme] = useTheme();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const switchWorkspace = useSwitchWorkspace();
  const name = me.user?.name ?? me.workspace.name;
  const leave = async () => {
    await signOut();
    await navigate({ to: "/sign-in" });
    queryClient.clear();
  };
  return (
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          aria-label={`${t.nav.account}: ${name}`}
          className="mt-3 flex w-full items-center gap-2.5 rounded-lg px-2.5 py-2 text-left hover:bg-hover"
        >
          <span
            aria-hidden="true"
            className="flex size-7 shrink-0 items-center justify-center rounded-full bg-selected text-xs font-semibold text-link"
          >
            {name.slice(0, 1).toUpperCase()}
          </span>
          <span className="min-w-0 flex-1">
            <span className="block truncate text-[13px] font-medium">{name}</span>
            <span className="block truncate text-xs text-muted">{me.workspace.name}</span>
          </span>
          <ChevronsUpDown size={14} aria-hidden="true" className="shrink-0 text-muted" />
        </button>
      }
    >
      {me.workspaces.length < 2 ? null : (
        <>
          <MenuLabel>{t.nav.workspaces}</MenuLabel>
          <MenuChoices
            value={me.workspace.id}
            onChange={(id) => void switchWorkspace(id)}
            choices={me.workspaces.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <MenuSeparator />
        </>
      )}
      <MenuLabel>{t.nav.theme}</MenuLabel>
      <MenuChoices
        value={theme}
        onChange={setTheme}
        choices={THEMES.map((value) => ({ value, label: t.nav.themes[value] }))}
      />
      <MenuSeparator />
      <MenuLabel>{t.nav.language}</MenuLabel>
      <MenuChoices
        value={locale}
        onChange={setLocale}
        choices={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
      />
      <MenuSeparator />
      <MenuItem onSelect={() => void navigate({ to: "/settings" })}>
        <Settings size={14} aria-hidden="true" />
        {t.nav.settings}
      </MenuItem>
      <MenuItem onSelect={onShortcuts}>
        <Keyboard size={14} aria-hidden="true" />
        {t.nav.shortcuts}
      </MenuItem>
      <MenuItem onSelect={() => void leave()}>
        <LogOut size={14} aria-hidden="true" />
        {t.nav.signOut}
      </MenuItem>
    </Menu>
  );
}
