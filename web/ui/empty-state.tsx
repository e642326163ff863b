import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyStateProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly minHeight?: number;
}

/** Nothing to show, why, and what to do about it. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
  minHeight = 160,
}: EmptyStateProps) {
  return (
    <div
      className="flex flex-col items-center justify-center gap-2 px-4 py-8 text-center"
      style={{ minHeight }}
    >
      <Icon size={22} aria-hidden="true" className="mb-1 text-muted" />
      <p className="font-medium">{title}</p>
      {children === undefined ? null : <div className="max-w-md text-muted">{children}</div>}
      {action === undefined ? null : <div className="mt-2">{action}</div>}
    </div>
  );
}
