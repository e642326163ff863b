import { useMessages } from "../../i18n/use-messages.ts";
import type { TabProps } from "./feature-tabs.tsx";
import { SplitCard } from "./split-card.tsx";

const COUNTRIES = 50;

/** Where the feature is used, and what it costs and earns there. */
export function CountriesTab({ view, totals }: TabProps) {
  const words = useMessages().features.countries;
  return (
    <SplitCard
      title={words.title}
      by={["region"]}
      limit={COUNTRIES}
      columns={["revenue", "margin", "coverage", "kept", "users"]}
      view={view}
      totals={totals}
      none={words.none}
    />
  );
}
