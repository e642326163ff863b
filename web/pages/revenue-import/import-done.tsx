import { Link } from "@tanstack/react-router";
import type { RevenueImportDetail } from "../../../api/contract/revenue-imports.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Notice } from "../../ui/notice.tsx";

/** What an import did, with the way to its entries. */
export function ImportDone({ done }: { done: RevenueImportDetail }) {
  const words = useMessages().revenueImport;
  const format = useFormat();
  const [created, changed, unchanged] = [done.created, done.changed, done.unchanged].map((count) =>
    format.count(count),
  );
  return (
    <Notice tone="ok" role="status">
      {words.done(created ?? "", changed ?? "", unchanged ?? "")}{" "}
      <Link to="/revenue" search={{ source: `import:${done.id}` }} className="underline">
        {words.show}
      </Link>
    </Notice>
  );
}
