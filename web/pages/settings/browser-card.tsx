import type { ReactNode } from "react";
import { THEMES } from "../../frame/theme.ts";
import { usePreference } from "../../frame/use-preference.ts";
import { SHORTCUTS_PREFERENCE } from "../../frame/use-shortcuts.ts";
import { useTheme } from "../../frame/use-theme.ts";
import { useLocale } from "../../i18n/use-locale.ts";
import { LOCALE_NAMES, LOCALES } from "../../i18n/locale.ts";
import { Card } from "../../ui/card.tsx";
import { CheckField } from "../../ui/field.tsx";
import { Segmented } from "../../ui/segmented.tsx";

/** The reader's own choices, which stay in this browser. */
export function BrowserCard() {
  const { locale, messages: t, setLocale } = useLocale();
  const words = t.settings.browser;
  const [theme, setTheme] = useTheme();
  const [keys, setKeys] = usePreference(SHORTCUTS_PREFERENCE, ["on", "off"] as const, "on");
  return (
    <Card>
      <h2 className="font-semibold">{words.title}</h2>
      <p className="mt-1 mb-4 text-[13px] text-muted">{words.lead}</p>
      <div className="space-y-4">
        <Choice label={words.theme}>
          <Segmented
            label={words.theme}
            value={theme}
            onChange={setTheme}
            choices={THEMES.map((value) => ({ value, label: t.nav.themes[value] }))}
          />
        </Choice>
        <Choice label={words.language}>
          <Segmented
            label={words.language}
            value={locale}
            onChange={setLocale}
            choices={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
          />
        </Choice>
        <CheckField
          label={words.keys}
          hint={words.keysHint}
          checked={keys === "on"}
          onChange={(event) => setKeys(event.currentTarget.checked ? "on" : "off")}
        />
      </div>
    </Card>
  );
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <p aria-hidden="true" className="mb-1.5 text-[13px] font-medium">
        {label}
      </p>
      {children}
    </div>
  );
}
