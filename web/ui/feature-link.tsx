import { Link } from "@tanstack/react-router";
import { useViewSearch } from "../view/use-view-search.ts";
import { parseFilter, withFilter, type ViewSearch } from "../view/view-search.ts";
import { ValueName } from "./value-name.tsx";

interface FeatureLinkProps {
  readonly feature: string;
  /** Only what happened on this surface. */
  readonly surface?: string;
}

/** A feature's name, leading to its page; the view goes along. */
export function FeatureLink({ feature, surface }: FeatureLinkProps) {
  const search = useViewSearch();
  return (
    <Link
      to="/features/$name"
      params={{ name: feature }}
      search={narrowed(search, surface)}
      title={feature}
      className="inline-block max-w-64 truncate align-bottom font-medium text-link hover:underline"
    >
      <ValueName>{feature}</ValueName>
    </Link>
  );
}

/** The page names its feature itself, so no filter needs to. */
function narrowed(search: ViewSearch, surface: string | undefined): ViewSearch {
  const { f = [], ...rest } = search;
  const filters = f.map(parseFilter).filter((filter) => filter !== null);
  const beside = filters.filter(({ name }) => name !== "feature");
  const own = beside.find(({ name }) => name === "surface")?.values ?? [];
  const next = withFilter(beside, "surface", surface === undefined ? own : [surface]);
  return next.length === 0 ? rest : { ...rest, f: next };
}
