import { useMessages } from "../i18n/use-messages.ts";
import { AwayPart } from "../ui/away.tsx";

const PAGE_HEIGHT = 400;

/** Stands for a page whose code did not come. */
export function UnreachablePage() {
  const t = useMessages();
  return (
    <div className="p-6">
      <h1 className="sr-only">{t.errors.pageFailed}</h1>
      <AwayPart minHeight={PAGE_HEIGHT} />
    </div>
  );
}
