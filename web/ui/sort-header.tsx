import { ArrowDown, ArrowUp } from "lucide-react";
import { classNames } from "./class-names.ts";

interface SortHeaderProps {
  readonly label: string;
  /** What the button does, in words. */
  readonly action: string;
  readonly hint?: string | undefined;
  /** Null: the rows have another order. */
  readonly order: "ascending" | "descending" | null;
  /** Where the figures stand at the right, so that their ends line up with the name's. */
  readonly arrowFirst?: boolean;
  readonly onSort: () => void;
}

/** A column's name that orders the rows; the arrow says how they are ordered now. */
export function SortHeader(props: SortHeaderProps) {
  const { label, action, hint, order, arrowFirst, onSort } = props;
  const Arrow = order === "ascending" ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      title={hint ?? action}
      onClick={onSort}
      className={classNames(
        "group -mx-1 inline-flex min-h-6 items-center gap-1 rounded-md px-1 font-medium hover:text-text",
        arrowFirst === true && "flex-row-reverse",
        order !== null && "text-text",
      )}
    >
      {label}
      <Arrow
        size={13}
        aria-hidden="true"
        // Its room is kept, so that no column moves when another one orders the rows.
        className={order === null ? "opacity-0 group-hover:opacity-60" : ""}
      />
    </button>
  );
}
