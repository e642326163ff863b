import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { keepView } from "../view/keep-view.ts";
import { applyTheme, shownTheme, THEMES } from "./theme.ts";
import { readPreference, writePreference } from "./use-preference.ts";
import { useShortcuts } from "./use-shortcuts.ts";

/** The keys that work on every page. */
export function FrameShortcuts({ onSheet }: { onSheet: () => void }) {
  const navigate = useNavigate();
  const search = useSearch({ from: "/app" });
  const shortcuts = useMemo(() => {
    const view = keepView(search);
    const flipTheme = (): void => {
      const stored = THEMES.find((theme) => theme === readPreference("theme")) ?? "system";
      const next = shownTheme(stored) === "dark" ? "light" : "dark";
      writePreference("theme", next);
      applyTheme(next);
    };
    return {
      "?": onSheet,
      ".": flipTheme,
      "g o": () => void navigate({ to: "/", search: view }),
      "g f": () => void navigate({ to: "/features", search: view }),
      "g g": () => void navigate({ to: "/generations", search: view }),
      "g h": () => void navigate({ to: "/requests", search: view }),
      "g n": () => void navigate({ to: "/live", search: view }),
      "g e": () => void navigate({ to: "/explore", search: view }),
      "g w": () => void navigate({ to: "/waste", search: view }),
      "g l": () => void navigate({ to: "/rollouts", search: view }),
      "g s": () => void navigate({ to: "/users", search: view }),
      "g q": () => void navigate({ to: "/quotas", search: view }),
      "g k": () => void navigate({ to: "/keys", search: view }),
      "g u": () => void navigate({ to: "/upstreams", search: view }),
      "g p": () => void navigate({ to: "/prices", search: view }),
      "g r": () => void navigate({ to: "/revenue", search: view }),
    };
  }, [navigate, onSheet, search]);
  useShortcuts(shortcuts);
  return null;
}
