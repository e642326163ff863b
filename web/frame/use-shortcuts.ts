import { useEffect } from "react";
import { readPreference } from "./use-preference.ts";

export const SHORTCUTS_PREFERENCE = "shortcuts";
const SEQUENCE_MS = 1_200;

/** Keys to actions; a sequence is written with a space: "g o". */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** Listens for single keys while nothing is being typed, no dialog is open, and the reader has not switched them off. */
export function useShortcuts(shortcuts: Shortcuts): void {
  useEffect(() => {
    let first: { key: string; atMs: number } | null = null;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return;
      if (readPreference(SHORTCUTS_PREFERENCE) === "off") return;
      const isSecond = first !== null && event.timeStamp - first.atMs < SEQUENCE_MS;
      const sequence = first !== null && isSecond ? `${first.key} ${event.key}` : event.key;
      first = event.key === "g" ? { key: "g", atMs: event.timeStamp } : null;
      const action = shortcuts[sequence];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [shortcuts]);
}

function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="menu"]') !== null) return true;
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest("input, select, textarea, [role='application'], [role='tablist']") !== null
  );
}
