import type { Measures } from "../../../api/contract/measures.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Tabs } from "../../ui/tabs.tsx";
import { FEATURE_TABS, type FeatureTab } from "../../view/feature-search.ts";
import { oneOf } from "../../view/view-search.ts";
import type { View } from "../../view/view.ts";
import { CostTab } from "./cost-tab.tsx";
import { CountriesTab } from "./countries-tab.tsx";
import { GenerationsTab } from "./generations-tab.tsx";
import { OutcomesTab } from "./outcomes-tab.tsx";
import { PeopleTab } from "./people-tab.tsx";

export interface TabProps {
  /** Of the feature alone. */
  readonly view: View;
  /** Of the feature; undefined while it is being loaded. */
  readonly totals: Measures | undefined;
  readonly asTable: boolean;
  readonly onTable: (on: boolean) => void;
}

interface FeatureTabsProps extends TabProps {
  readonly tab: FeatureTab;
  readonly onTab: (tab: FeatureTab) => void;
}

const bodies = {
  cost: CostTab,
  outcomes: OutcomesTab,
  people: PeopleTab,
  countries: CountriesTab,
  generations: GenerationsTab,
} as const;

/** What is asked next about a feature; only the open one asks the server. */
export function FeatureTabs({ tab, onTab, ...props }: FeatureTabsProps) {
  const words = useMessages().features;
  return (
    <Tabs
      label={words.tabsLabel}
      value={tab}
      onValue={(id) => onTab(oneOf(FEATURE_TABS, id) ?? "cost")}
      tabs={FEATURE_TABS.map((id) => {
        const Body = bodies[id];
        return { id, label: words.tabs[id], body: <Body {...props} /> };
      })}
    />
  );
}
