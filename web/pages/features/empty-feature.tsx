import { Layers } from "lucide-react";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { filtersBeside } from "../../view/feature-search.ts";
import type { View } from "../../view/view.ts";
import type { useChangeFeature } from "./use-change-feature.ts";

interface EmptyFeatureProps {
  readonly view: View;
  readonly change: ReturnType<typeof useChangeFeature>;
}

/** Nothing names the feature here: everything is filtered out, or the period is quiet. */
export function EmptyFeature({ view, change }: EmptyFeatureProps) {
  const t = useMessages();
  const words = t.features.feature;
  const isFiltered = filtersBeside(view).length > 0;
  return (
    <Card>
      <EmptyState
        icon={Layers}
        title={isFiltered ? t.overview.empty.filtered : words.none}
        minHeight={320}
        action={
          isFiltered ? (
            <Button onClick={() => change({ f: undefined })}>{t.overview.empty.clear}</Button>
          ) : (
            <Button onClick={() => change({ range: "12m", from: undefined, to: undefined })}>
              {words.year}
            </Button>
          )
        }
      >
        {isFiltered ? t.overview.empty.filteredLead : words.noneLead}
      </EmptyState>
    </Card>
  );
}
