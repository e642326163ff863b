import { useCallback } from "react";
import { applyTheme, THEMES, type Theme } from "./theme.ts";
import { usePreference } from "./use-preference.ts";

/** The chosen theme; a new choice takes effect at once. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [theme, store] = usePreference("theme", THEMES, "system");
  const change = useCallback(
    (next: Theme) => {
      applyTheme(next);
      store(next);
    },
    [store],
  );
  return [theme, change];
}
