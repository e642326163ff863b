import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import type { Me } from "../../api/contract/setup.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { AccountMenu } from "./account-menu.tsx";
import { NavLinks } from "./nav-links.tsx";
import { showCurrent } from "./show-current.ts";
import { Wordmark } from "./wordmark.tsx";

interface NavDrawerProps {
  readonly me: Me;
  readonly onClose: () => void;
  readonly onShortcuts: () => void;
}

/** The links on narrow windows, while they are open. */
export function NavDrawer({ me, onClose, onShortcuts }: NavDrawerProps) {
  const t = useMessages();
  return (
    <Dialog.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
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
            <NavLinks onFollow={onClose} />
          </nav>
          <AccountMenu
            me={me}
            onShortcuts={() => {
              onClose();
              onShortcuts();
            }}
          />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
