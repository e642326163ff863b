import type { GenerationDetail } from "../../../api/contract/generations.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";

/** The API's answer as it came, for whoever wants to look behind the page. */
export function RawCard({ detail }: { detail: GenerationDetail }) {
  const t = useMessages();
  const json = JSON.stringify(detail, null, 2);
  return (
    <Card className="min-w-0 p-0">
      <details>
        <summary className="cursor-pointer rounded-xl px-5 py-4 text-[15px] font-semibold tracking-tight hover:bg-hover">
          {t.clip.raw}
        </summary>
        <div className="space-y-3 px-5 pb-5">
          <p className="text-[13px] text-muted">{t.clip.rawLead}</p>
          <CopyButton text={json} label={t.clip.copyRaw} showLabel />
          <pre
            // A box that scrolls must be reachable from the keyboard.
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={0}
            role="region"
            aria-label={t.clip.raw}
            className="max-h-96 overflow-auto rounded-lg bg-sunken px-3.5 py-3 font-mono text-xs"
          >
            {json}
          </pre>
        </div>
      </details>
    </Card>
  );
}
