import type { UpstreamRow } from "../../api/contract/upstreams.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { Tabs } from "../ui/tabs.tsx";
import { guideOf, sdksOf, targetOf } from "./guide-of.ts";
import { SnippetBlock } from "./snippet-block.tsx";

interface SdkTabsProps {
  readonly upstream: UpstreamRow;
  /** Null when it was made earlier and cannot be shown any more. */
  readonly secret: string | null;
}

/** A first clip by each of an upstream's clients, with a key that was just made. */
export function SdkTabs({ upstream, secret }: SdkTabsProps) {
  const t = useMessages();
  const target = targetOf(upstream.provider, upstream, window.location.origin, secret);
  return (
    <Tabs
      key={upstream.slug}
      label={t.setup.snippets}
      tabs={sdksOf(guideOf(upstream)).map((sdk) => ({
        id: sdk.id,
        label: sdk.label,
        body: <SnippetBlock code={sdk.first(target)} label={sdk.label} />,
      }))}
    />
  );
}
