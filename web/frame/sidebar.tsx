import { Menu as MenuIcon, Search, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useState } from "react";
import type { Me } from "../../api/contract/setup.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { AccountMenu } from "./account-menu.tsx";
import { NavLinks } from "./nav-links.tsx";
import { Wordmark } from "./wordmark.tsx";

interface FrameNavProps {
  readonly me: Me;
  readonly onShortcuts: () => void;
  readonly onPalette: () => void;
}

/** The column of links on wide windows. */
export function Sidebar({ me, onShortcuts, onPalette }: FrameNavProps) {
  const t = useMessages();
  return (
    <div className="sticky top-0 hidden h-screen flex-col border-r border-hairline px-3 py-5 lg:flex">
      <div className="mb-4 px-2.5">
        <Wordmark />
      </div>
      <button
        type="button"
        onClick={onPalette}
        aria-keyshortcuts="Control+K Meta+K"
        className="mb-5 flex h-9 items-center gap-2.5 rounded-lg border border-hairline bg-card px-2.5 text-muted shadow-card hover:bg-hover hover:text-text"
      >
        <Search size={15} aria-hidden="true" className="shrink-0" />
        <span className="flex-1 text-left">{t.palette.open}</span>
        <kbd aria-hidden="true" className="font-sans text-xs">
          Ctrl K
        </kbd>
      </button>
      <nav ref={showCurrent} aria-label={t.nav.label} className="flex-1 overflow-y-auto">
        <NavLinks />
      </nav>
      <AccountMenu me={me} onShortcuts={onShortcuts} />
    </div>
  );
}

/** On a low window the list scrolls: the page that is open must be seen in it. */
function showCurrent(nav: HTMLElement | null): void {
  nav?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest" });
}

/** The bar and the drawer of links on narrow windows. */
export function MobileNav({ me, onShortcuts, onPalette }: FrameNavProps) {
  const t = useMessages();
  const [open, setOpen] = useState(false);
  return (
    <header className="sticky top-0 z-30 flex items-center justify-between border-b border-hairline bg-canvas/95 px-4 py-2.5 backdrop-blur lg:hidden">
      <Wordmark />
      <button
        type="button"
        aria-label={t.palette.open}
        onClick={onPalette}
        className="ml-auto rounded-lg p-2 text-muted hover:bg-hover hover:text-text"
      >
        <Search size={20} aria-hidden="true" />
      </button>
      <Dialog.Root open={open} onOpenChange={setOpen}>
        <Dialog.Trigger
          aria-label={t.nav.menu}
          className="rounded-lg p-2 text-muted hover:bg-hover hover:text-text"
        >
          <MenuIcon size={20} aria-hidden="true" />
        </Dialog.Trigger>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0 z-40 bg-[rgb(15_23_42/0.45)]" />
          <Dialog.Content
            aria-describedby={undefined}
            className="fixed inset-y-0 left-0 z-50 flex w-72 max-w-[85vw] flex-col border-r border-hairline bg-canvas px-3 py-5 shadow-pop"
          >
            <div className="mb-6 flex items-center justify-between px-2.5">
              <Dialog.Title>
                <Wordmark />
              </Dialog.Title>
              <Dialog.Close
                aria-label={t.common.close}
                className="rounded-lg p-2 text-muted hover:bg-hover"
              >
                <X size={18} aria-hidden="true" />
              </Dialog.Close>
            </div>
            <nav ref={showCurrent} aria-label={t.nav.label} className="flex-1 overflow-y-auto">
              <NavLinks onFollow={() => setOpen(false)} />
            </nav>
            <AccountMenu
              me={me}
              onShortcuts={() => {
                setOpen(false);
                onShortcuts();
              }}
            />
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
    </header>
  );
}
