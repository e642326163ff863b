import type { MouseEventHandler, ReactNode } from "react";
import { classNames } from "./class-names.ts";

export interface Column<Row> {
  readonly id: string;
  readonly header: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: "left" | "right";
  /** Hidden below this width of the window. */
  readonly from?: "sm" | "md" | "lg" | "xl" | "2xl";
  /** The cell that names the row. */
  readonly rowHeader?: boolean;
  /** How the rows are ordered by it; absent for a column that orders nothing. Its header holds the button. */
  readonly sort?: "ascending" | "descending" | "none" | undefined;
}

interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly busy?: boolean;
  readonly footer?: ReactNode;
  /** Keeps the header in sight: the box scrolls by itself when it is higher than the window. */
  readonly stickyHeader?: boolean;
  /** What a click on a row does; for the keyboard the row has a link. */
  readonly onOpen?: (row: Row) => void;
}

const visibleFrom = {
  sm: "hidden sm:table-cell",
  md: "hidden md:table-cell",
  lg: "hidden lg:table-cell",
  xl: "hidden xl:table-cell",
  "2xl": "hidden 2xl:table-cell",
};

/** A real table that scrolls sideways inside its own box when the window is narrow. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  busy,
  footer,
  stickyHeader = false,
  onOpen,
}: DataTableProps<Row>) {
  return (
    <div
      className={classNames(
        "relative focus-visible:outline-offset-[-2px]",
        stickyHeader ? "max-h-[85dvh] overflow-auto" : "overflow-x-auto",
      )}
      role="region"
      aria-label={caption}
      // A box that scrolls must be reachable from the keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table
        aria-busy={busy === true}
        className={classNames("w-full border-collapse text-[13px]", busy === true && "opacity-60")}
      >
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-hairline">
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                aria-sort={column.sort}
                className={cellClass(
                  column,
                  `py-2.5 font-medium text-muted ${stickyHeader ? STICKY : ""}`,
                )}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              className={classNames(
                "border-b border-hairline transition-colors last:border-b-0 hover:bg-hover",
                onOpen !== undefined && "cursor-pointer",
              )}
              {...(onOpen === undefined ? {} : { onClick: openUnlessUsed(() => onOpen(row)) })}
            >
              {columns.map((column) => (
                <Cell key={column.id} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
        {footer === undefined ? null : <tfoot>{footer}</tfoot>}
      </table>
    </div>
  );
}

const STICKY = "sticky top-0 z-10 bg-card shadow-[inset_0_-1px_0_var(--hairline)]";

/** A click on a row, unless it was for something in the row, or the end of marking text. */
function openUnlessUsed(open: () => void): MouseEventHandler {
  return ({ target, defaultPrevented }) => {
    const isUsed = target instanceof Element && target.closest("a, button, input") !== null;
    const marks = globalThis.getSelection()?.type === "Range";
    if (!defaultPrevented && !isUsed && !marks) open();
  };
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const className = cellClass(column, "py-2.5");
  return column.rowHeader === true ? (
    <th scope="row" className={classNames(className, "font-normal")}>
      {column.cell(row)}
    </th>
  ) : (
    <td className={className}>{column.cell(row)}</td>
  );
}

/** The classes of a column's cells, for footers that must line up. */
export function cellClass(
  column: { align?: "left" | "right"; from?: keyof typeof visibleFrom },
  extra: string,
): string {
  return classNames(
    "px-3 first:pl-5 last:pr-5 whitespace-nowrap",
    column.align === "right" ? "tabular text-right" : "text-left",
    column.from !== undefined && visibleFrom[column.from],
    extra,
  );
}
