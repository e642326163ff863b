import { Link } from "@tanstack/react-router";
import { ValueName } from "../../ui/value-name.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import { withFilter, type Dimension, type Filter } from "../../view/view-search.ts";

interface ValueLinkProps {
  readonly by: Dimension;
  readonly value: string;
  readonly filters: readonly Filter[];
}

/** A value of a dimension, leading to its generations. */
export function ValueLink({ by, value, filters }: ValueLinkProps) {
  const search = useViewSearch();
  return (
    <Link
      to="/generations"
      search={{ ...search, f: withFilter(filters, by, [value]) }}
      className="inline-block max-w-64 truncate align-bottom font-medium text-link hover:underline"
    >
      <ValueName>{value}</ValueName>
    </Link>
  );
}
