import type { ReactNode } from "react";

/** Levers of one kind, which can be folded away. */
export function LeverGroup({
  title,
  isOpen,
  children,
}: {
  readonly title: string;
  readonly isOpen: boolean;
  readonly children: ReactNode;
}) {
  return (
    <details open={isOpen} className="border-b border-hairline py-3 last:border-b-0">
      <summary className="flex min-h-6 cursor-pointer items-center text-[13px] font-semibold">
        {title}
      </summary>
      <div className="mt-3 space-y-4">{children}</div>
    </details>
  );
}
