import { useMemo, useRef } from "react";

/** Handlers of what is laid over a page: closing it gives the focus back to what opened it. */
export function useReturnFocus() {
  const opener = useRef<HTMLElement>(null);
  return useMemo(
    () => ({
      onOpenAutoFocus: (): void => {
        opener.current = openerOf(document.activeElement);
      },
      onCloseAutoFocus: (event: Event): void => {
        event.preventDefault();
        const target = opener.current;
        if (target === null) return;
        target.focus();
        // What opened it went with what was done, as the row of a thing that was deleted.
        if (document.activeElement !== target) {
          document.querySelector("main")?.focus({ preventScroll: true });
        }
      },
    }),
    [],
  );
}

/** The element itself; for an entry of a menu, which closes, the menu's button. Null where nothing had the focus. */
function openerOf(element: Element | null): HTMLElement | null {
  const menu = element?.closest('[role="menu"]') ?? null;
  const found = menu === null ? element : document.getElementById(labelOf(menu));
  return found instanceof HTMLElement && found !== document.body ? found : null;
}

const labelOf = (menu: Element): string => menu.getAttribute("aria-labelledby") ?? "";
