import { useMessages } from "../../i18n/use-messages.ts";
import { ConcentrationFigure } from "./concentration-figure.tsx";
import type { TabProps } from "./feature-tabs.tsx";
import { SplitCard } from "./split-card.tsx";

const TOP = 10;

/** How the spend gathers on few users, and who they are. */
export function PeopleTab(props: TabProps) {
  const words = useMessages().features.people;
  return (
    <div className="grid gap-5 xl:grid-cols-2">
      <ConcentrationFigure {...props} />
      <SplitCard
        title={words.top}
        by={["user"]}
        limit={TOP}
        columns={["revenue"]}
        view={props.view}
        totals={props.totals}
        none={words.none}
      />
    </div>
  );
}
