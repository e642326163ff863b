import { SlidersHorizontal } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useMessages } from "../i18n/use-messages.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useIsNarrow } from "../ui/use-is-narrow.ts";

interface ControlsRoomProps {
  /** How many of the controls stand otherwise than of themselves. */
  readonly count: number;
  readonly children: ReactNode;
}

/** Controls in a row; on a phone one button that opens them, so that the page's answer stands on the first screen. */
export function ControlsRoom({ count, children }: ControlsRoomProps) {
  const t = useMessages();
  const isNarrow = useIsNarrow();
  const [open, setOpen] = useState(false);
  if (!isNarrow) return children;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <SlidersHorizontal size={14} aria-hidden="true" className="text-muted" />
        {t.range.view}
        {count === 0 ? null : (
          <span className="tabular rounded-full bg-selected px-1.5 text-xs">{count}</span>
        )}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t.range.view}>
        <div className="flex flex-col items-stretch gap-2 *:justify-start">{children}</div>
      </Dialog>
    </>
  );
}
