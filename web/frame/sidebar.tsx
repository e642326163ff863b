import { Menu as MenuIcon, Search } from "lucide-react";
import { Suspense, useState } from "react";
import type { Me } from "../../api/contract/setup.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { AwayOverlay } from "../ui/away.tsx";
import { lazyPart } from "../ui/lazy-part.ts";
import { AccountMenu } from "./account-menu.tsx";
import { NavLinks } from "./nav-links.tsx";
import { showCurrent } from "./show-current.ts";
import { Wordmark } from "./wordmark.tsx";

interface FrameNavProps {
  readonly me: Me;
  readonly onShortcuts: () => void;
  readonly onPalette: () => void;
}

const NavDrawer = lazyPart<{
  readonly me: Me;
  readonly onClose: () => void;
  readonly onShortcuts: () => void;
}>(
  async () => (await import("./nav-drawer.tsx")).NavDrawer,
  ({ onClose }) => <AwayOverlay onClose={onClose} />,
);

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
      <button
        type="button"
        aria-label={t.nav.menu}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        className="rounded-lg p-2 text-muted hover:bg-hover hover:text-text"
      >
        <MenuIcon size={20} aria-hidden="true" />
      </button>
      {open ? (
        <Suspense fallback={null}>
          <NavDrawer me={me} onClose={() => setOpen(false)} onShortcuts={onShortcuts} />
        </Suspense>
      ) : null}
    </header>
  );
}
