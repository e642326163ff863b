import { useLocation, useRouter } from "@tanstack/react-router";
import { Check, Share2 } from "lucide-react";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import { useShortcuts } from "../frame/use-shortcuts.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { Button } from "../ui/button.tsx";
import { copyText } from "../ui/copy-text.ts";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { frozenSearch } from "../view/frozen-search.ts";
import { stringifySearch } from "../view/url-codec.ts";
import type { View } from "../view/view.ts";

const SAID_FOR_MS = 2_000;

/** Links to what is on the page, as it moves with the days or with its dates written out. */
export function ShareMenu({ view }: { view: View }) {
  const t = useMessages();
  const words = t.share;
  const router = useRouter();
  const { pathname, search } = useLocation();
  const [outcome, setOutcome] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (outcome === "idle") return undefined;
    const timer = setTimeout(() => setOutcome("idle"), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const actions = useMemo(() => {
    const copy = (address: string): void => {
      void copyText(new URL(address, window.location.origin).href).then((worked) =>
        setOutcome(worked ? "copied" : "failed"),
      );
    };
    return {
      link: () => copy(router.state.location.href),
      frozen: () => copy(`${pathname}${stringifySearch(frozenSearch(search, view))}`),
    };
  }, [pathname, router, search, view]);
  const shortcuts = useMemo(() => ({ s: actions.link }), [actions]);
  useShortcuts(shortcuts);
  const said = { idle: words.label, copied: words.copied, failed: t.common.copyFailed }[outcome];
  return (
    <Menu
      trigger={
        <Button>
          {outcome === "copied" ? (
            <Check size={14} aria-hidden="true" className="text-ok" />
          ) : (
            <Share2 size={14} aria-hidden="true" className="text-muted" />
          )}
          <span aria-live="polite" className={outcome === "idle" ? "max-sm:sr-only" : ""}>
            {said}
          </span>
        </Button>
      }
    >
      <MenuItem onSelect={actions.link}>
        <Hinted hint={words.linkHint}>{words.link}</Hinted>
      </MenuItem>
      <MenuItem onSelect={actions.frozen}>
        <Hinted hint={words.frozenHint}>{words.frozen}</Hinted>
      </MenuItem>
      {pathname === "/" ? (
        <MenuItem onSelect={() => router.history.push(`/print/overview${stringifySearch(search)}`)}>
          {words.print}
        </MenuItem>
      ) : null}
    </Menu>
  );
}

function Hinted({ children, hint }: { children: ReactNode; hint: string }) {
  return (
    <span>
      <span className="block">{children}</span>
      <span className="block text-xs text-muted">{hint}</span>
    </span>
  );
}
