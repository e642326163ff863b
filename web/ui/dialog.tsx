import { lazy, Suspense, type ReactNode } from "react";

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  readonly wide?: boolean;
}

const DialogPanel = lazy(async () => ({
  default: (await import("./dialog-panel.tsx")).DialogPanel,
}));

/** Asks or shows something above the page. What draws it is fetched when one is first opened. */
export function Dialog({ open, ...panel }: DialogProps) {
  if (!open) return null;
  return (
    <Suspense fallback={null}>
      <DialogPanel {...panel} />
    </Suspense>
  );
}
