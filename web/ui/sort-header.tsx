import { ArrowDown, ArrowUp } from "lucide-react";
import { classNames } from "./class-names.ts";

interface SortHeaderProps {
  readonly label: string;
  /** What the button does, in words. */
  readonly action: string;
  readonly hint?: string | undefined;
  /** Null: the rows have another order. */
  readonly order: "ascending" | "descending" | null;
  readonly onSort: () => void;
}

/** A column's name that orders the rows; the arrow says how they are ordered now. */
export function SortHeader({ label, action, hint, order, onSort }: SortHeaderProps) {
  const Arrow = order === "ascending" ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      title={hint ?? action}
      onClick={onSort}
      className={classNames(
        "-mx-1 inline-flex min-h-6 items-center gap-1 rounded-md px-1 font-medium hover:text-text",
        order !== null && "text-text",
      )}
    >
      {label}
      {order === null ? null : <Arrow size={13} aria-hidden="true" />}
    </button>
  );
}
