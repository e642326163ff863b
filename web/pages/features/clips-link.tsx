import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { narrowedFilters } from "../../view/drill-filters.ts";
import { useViewSearch } from "../../view/use-view-search.ts";
import { parseFilter, withFilter, type Filter, type FilterName } from "../../view/view-search.ts";

interface ClipsLinkProps {
  readonly filters: readonly Filter[];
  readonly by: readonly FilterName[];
  readonly values: readonly string[];
  /** Only clips of these states, or wasted for these causes. */
  readonly status?: readonly string[] | undefined;
  readonly waste?: readonly string[] | undefined;
  /** Where what is inside does not say what it leads to. */
  readonly label?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A figure, leading to the clips that it is made of. */
export function ClipsLink(props: ClipsLinkProps) {
  const { label, className = "text-link hover:underline", children } = props;
  const search = useViewSearch();
  return (
    <Link
      to="/generations"
      search={{ ...search, f: clipFilters(props) }}
      {...(label === undefined ? {} : { "aria-label": label })}
      className={className}
    >
      {children}
    </Link>
  );
}

type Narrowing = Pick<ClipsLinkProps, "filters" | "by" | "values" | "status" | "waste">;

/** The filters of a view, narrowed to what a figure counts. */
export function clipFilters({ filters, by, values, status, waste }: Narrowing): readonly string[] {
  const read = (texts: readonly string[]) =>
    texts.map(parseFilter).filter((filter) => filter !== null);
  const byValue = narrowedFilters(filters, by, values);
  const byState = status === undefined ? byValue : withFilter(read(byValue), "status", status);
  return waste === undefined ? byState : withFilter(read(byState), "waste", waste);
}
