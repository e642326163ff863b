import { Link } from "@tanstack/react-router";
import type { ChangeDriver } from "../../../domain/economics/change-drivers.ts";
import { FINAL_STATES } from "../../../domain/generation.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { useViewSearch } from "../../view/use-view-search.ts";
import { withFilter, type Filter } from "../../view/view-search.ts";
import type { ExploreSearch } from "../../view/explore-search.ts";

interface DriverLinkProps {
  readonly driver: ChangeDriver;
  readonly filters: readonly Filter[];
}

/** What moved the spend, leading to the figures that show it move; what nothing tells apart leads nowhere. */
export function DriverLink({ driver, filters }: DriverLinkProps) {
  const { drivers, explains } = useMessages().changes;
  const search = useViewSearch();
  const name = drivers[driver];
  const look = { title: explains[driver], className: "font-medium text-link hover:underline" };
  if (driver === "unexplained") return <span title={explains[driver]}>{name}</span>;
  if (driver === "failures") {
    const f = withFilter(filters, "status", NOT_MADE);
    return (
      <Link to="/generations" search={{ ...search, f }} {...look}>
        {name}
      </Link>
    );
  }
  return (
    <Link to="/explore" search={{ ...search, ...QUESTIONS[driver] }} {...look}>
      {name}
    </Link>
  );
}

const NOT_MADE = FINAL_STATES.filter((state) => state !== "succeeded");

const QUESTIONS = {
  volume: { m: "generations" },
  model_mix: { m: "generations", by: "model" },
  length_resolution: { m: "video_seconds", by: "resolution" },
  price: { m: "cost_per_second", by: "model" },
} as const satisfies Partial<Record<ChangeDriver, ExploreSearch>>;
