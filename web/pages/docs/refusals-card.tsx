import { SnippetBlock } from "../../guides/snippet-block.tsx";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { Facts } from "../../ui/facts.tsx";
import type { ChosenGuide } from "./choose-guide.ts";

const STATUSES = ["400", "401", "402", "403", "404", "429", "502", "503"] as const;

/** What is refused, how the chosen client raises it, and where its figures are. */
export function RefusalsCard({ chosen }: { chosen: ChosenGuide }) {
  const words = useMessages().docs.refusals;
  const { sdk, detailsAt } = chosen;
  return (
    <Card>
      <h2 className="text-[15px] font-semibold tracking-tight">{words.title}</h2>
      <p className="mt-1 mb-4 text-[13px] text-muted">{words.lead}</p>
      <SnippetBlock code={sdk.refused(detailsAt)} label={words.caught(sdk.label)} />
      <p className="mt-3 mb-2 text-[13px]">
        {words.details}{" "}
        <code className="font-mono text-xs break-all">{detailsAt.replace(/\.(\d+)/, "[$1]")}</code>
        {words.detailsHold}
      </p>
      <Facts
        rows={STATUSES.map((status) => ({
          id: status,
          label: status,
          value: words.statuses[status],
        }))}
      />
      <p className="mt-3 text-[13px] text-muted">{words.answers}</p>
    </Card>
  );
}
