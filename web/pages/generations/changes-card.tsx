import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { actorText, entryText } from "../../audit-log/entry-text.ts";
import { changesOfQuery } from "../../client/audit-log-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";

/** What people did to a generation; nothing where nobody did anything. */
export function ChangesCard({ generationId }: { generationId: string }) {
  const t = useMessages();
  const format = useFormat();
  const search = useViewSearch();
  const { data } = useQuery(changesOfQuery(generationId));
  const rows = data?.data ?? [];
  if (rows.length === 0) return null;
  return (
    <Card>
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-[15px] font-semibold tracking-tight">{t.clip.changes.title}</h2>
        <Link
          to="/settings/audit"
          search={search}
          className="text-[13px] text-link hover:underline"
        >
          {t.clip.changes.all}
        </Link>
      </div>
      <ul aria-label={t.clip.changes.title} className="divide-y divide-hairline text-[13px]">
        {rows.map((row) => {
          const actor = { kind: row.actor_kind, id: row.actor_id, name: row.actor_name };
          return (
            <li key={row.id} className="flex flex-wrap justify-between gap-x-4 py-2">
              <span className="min-w-0 break-words">
                <span className="font-medium">{actorText(t.auditLog, actor)}</span>{" "}
                {entryText(t.auditLog, row)}
              </span>
              <time dateTime={row.at} className="tabular text-muted">
                {format.exactInstant(row.at)}
              </time>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
