import { useSuspenseQuery } from "@tanstack/react-query";
import { Outlet, useLocation, useSearch } from "@tanstack/react-router";
import { FlaskConical } from "lucide-react";
import { useState } from "react";
import { meQuery, setupQuery } from "../client/session-queries.ts";
import { TimeZoneContext } from "../format/time-zone-context.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { PaletteOpener } from "../palette/palette-opener.tsx";
import type { ViewSearch } from "../view/view-search.ts";
import { FrameShortcuts } from "./frame-shortcuts.tsx";
import { MisreadNotice } from "./misread-notice.tsx";
import { MobileNav, Sidebar } from "./sidebar.tsx";
import { StaleNotice } from "./stale-notice.tsx";
import { ShortcutSheet } from "./shortcut-sheet.tsx";

/** Everything around a signed-in page. */
export function AppFrame() {
  const t = useMessages();
  const search: ViewSearch = useSearch({ from: "/app" });
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: setup } = useSuspenseQuery(setupQuery);
  const isPrinted = useLocation({ select: ({ pathname }) => pathname.startsWith("/print/") });
  const [sheetOpen, setSheetOpen] = useState(false);
  const [paletteOpen, setPaletteOpen] = useState(false);
  const navActions = {
    onShortcuts: () => setSheetOpen(true),
    onPalette: () => setPaletteOpen(true),
  };
  if (isPrinted) {
    return (
      <TimeZoneContext value={search.tz ?? me.workspace.timezone}>
        <Outlet />
      </TimeZoneContext>
    );
  }
  return (
    <TimeZoneContext value={search.tz ?? me.workspace.timezone}>
      <a
        href="#content"
        className="sr-only z-50 rounded-lg bg-card px-4 py-2 font-medium shadow-pop focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        {t.common.skipToContent}
      </a>
      <div className="min-h-screen lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
        <Sidebar me={me} {...navActions} />
        <div className="min-w-0">
          <MobileNav me={me} {...navActions} />
          {setup.demo === null ? null : (
            <p
              role="note"
              className="flex items-center gap-2 border-b border-hairline bg-warn-tint px-4 py-2 text-[13px] text-warn sm:px-8"
            >
              <FlaskConical size={14} aria-hidden="true" className="shrink-0" />
              {t.nav.demo}
            </p>
          )}
          <MisreadNotice />
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto max-w-[88rem] px-4 py-6 outline-none sm:px-8 sm:py-8"
          >
            <Outlet />
          </main>
        </div>
      </div>
      <StaleNotice />
      <PaletteOpener
        open={paletteOpen}
        onOpenChange={setPaletteOpen}
        onShortcuts={navActions.onShortcuts}
      />
      <FrameShortcuts onSheet={() => setSheetOpen(true)} />
      <ShortcutSheet open={sheetOpen} onOpenChange={setSheetOpen} />
    </TimeZoneContext>
  );
}
