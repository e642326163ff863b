import { Suspense, useEffect, useMemo } from "react";
import { AwayOverlay } from "../ui/away.tsx";
import { lazyPart } from "../ui/lazy-part.ts";
import { useShortcuts } from "../frame/use-shortcuts.ts";

const CommandPalette = lazyPart<{ readonly onClose: () => void; readonly onShortcuts: () => void }>(
  async () => (await import("./command-palette.tsx")).CommandPalette,
  ({ onClose }) => <AwayOverlay onClose={onClose} />,
);

interface PaletteOpenerProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onShortcuts: () => void;
}

/** Opens the palette with Ctrl-K or Cmd-K from anywhere, also out of a field, and with "/" on a page without a search. */
export function PaletteOpener({ open, onOpenChange, onShortcuts }: PaletteOpenerProps) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isCalled = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
      if (!isCalled || event.altKey || event.shiftKey) return;
      event.preventDefault();
      onOpenChange(!open);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [onOpenChange, open]);
  const shortcuts = useMemo(
    () => ({
      "/": () => {
        // A page with a search of its own takes the key itself.
        if (document.querySelector('main [role="search"]') === null) onOpenChange(true);
      },
    }),
    [onOpenChange],
  );
  useShortcuts(shortcuts);
  if (!open) return null;
  return (
    <Suspense fallback={null}>
      <CommandPalette onClose={() => onOpenChange(false)} onShortcuts={onShortcuts} />
    </Suspense>
  );
}
