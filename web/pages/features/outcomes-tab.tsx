import type { TabProps } from "./feature-tabs.tsx";
import { FailuresCard } from "./failures-card.tsx";
import { OutcomesCard } from "./outcomes-card.tsx";

/** What became of the clips by model, and why some failed. */
export function OutcomesTab({ view, totals }: TabProps) {
  return (
    <div className="space-y-5">
      <OutcomesCard view={view} />
      <FailuresCard view={view} clips={totals?.generations ?? null} />
    </div>
  );
}
