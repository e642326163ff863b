import { Download } from "lucide-react";
import { useMessages } from "../../i18n/use-messages.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import type { ExportLink } from "./export-links.ts";

interface FileCardProps {
  readonly title: string;
  readonly lead: string;
  readonly links: readonly ExportLink[];
}

/** One export, in each of its kinds. */
export function FileCard({ title, lead, links }: FileCardProps) {
  const t = useMessages();
  return (
    <Card className="flex flex-col p-5">
      <h2 className="font-semibold">{title}</h2>
      <p className="mt-1 mb-4 flex-1 text-[13px] text-muted">{lead}</p>
      <div className="flex flex-wrap gap-2">
        {links.map(({ kind, href }) => (
          <a
            key={kind}
            href={href}
            download
            aria-label={t.exports.download(title, kind)}
            className={buttonClass()}
          >
            <Download size={16} aria-hidden="true" />
            {kind}
          </a>
        ))}
      </div>
    </Card>
  );
}
