import { FileDown } from "lucide-react";
import type { AuditAnswer } from "../../../api/contract/audit.ts";
import type { SystemAnswer } from "../../../api/contract/system.ts";
import type { ReadyAnswer } from "../../client/system-queries.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { saveFile } from "../../ui/save-file.ts";

interface BundleCardProps {
  readonly system: SystemAnswer | null;
  readonly ready: ReadyAnswer | null;
  readonly books: AuditAnswer | null;
}

/** What this page knows, to hand to whoever helps: built of answers that hold no secret. */
export function BundleCard({ system, ready, books }: BundleCardProps) {
  const words = useMessages().system.bundle;
  const text = JSON.stringify({ kind: "reelmeter-diagnostics", system, ready, books }, null, 2);
  const name = `reelmeter-diagnostics_${(system?.at ?? "unknown").replaceAll(":", "")}.json`;
  return (
    <Card>
      <h2 className="font-semibold">{words.title}</h2>
      <p className="mt-1 mb-4 text-[13px] text-muted">{words.lead}</p>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={text} label={words.copy} showLabel />
        <Button size="small" onClick={() => saveFile(name, "application/json", text)}>
          <FileDown size={14} aria-hidden="true" />
          {words.download}
        </Button>
      </div>
    </Card>
  );
}
