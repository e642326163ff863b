import { Suspense, type ReactNode } from "react";
import { AwayOverlay } from "./away.tsx";
import { lazyPart } from "./lazy-part.ts";

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  readonly wide?: boolean;
}

const DialogPanel = lazyPart<Omit<DialogProps, "open">>(
  async () => (await import("./dialog-panel.tsx")).DialogPanel,
  ({ onOpenChange }) => <AwayOverlay onClose={() => onOpenChange(false)} />,
);

/** Asks or shows something above the page. What draws it is fetched when one is first opened. */
export function Dialog({ open, ...panel }: DialogProps) {
  if (!open) return null;
  return (
    <Suspense fallback={null}>
      <DialogPanel {...panel} />
    </Suspense>
  );
}
