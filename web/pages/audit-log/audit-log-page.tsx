import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { ScrollText, SearchX } from "lucide-react";
import { useState } from "react";
import type { AuditLogRow } from "../../../api/contract/audit.ts";
import { auditLogParameters, auditLogQuery } from "../../client/audit-log-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { ListCard } from "../../ui/list-card.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { readAuditLogSearch } from "../../view/audit-log-search.ts";
import { auditColumns } from "./audit-columns.tsx";
import { AuditFilters } from "./audit-filters.tsx";
import { EntryDialog } from "./entry-dialog.tsx";
import { ExportAuditMenu } from "./export-audit-menu.tsx";

/** Who changed what, and when. */
export function AuditLogPage() {
  const t = useMessages();
  const words = t.auditLog;
  const format = useFormat();
  const search = readAuditLogSearch({ ...useSearch({ from: "/app/settings/audit" }) });
  const parameters = auditLogParameters(search, format.timeZone);
  const list = useInfiniteQuery(auditLogQuery(parameters));
  const [opened, setOpened] = useState<AuditLogRow | null>(null);
  const narrowed = Object.keys(search).length > 0;
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        actions={<ExportAuditMenu parameters={parameters} />}
      />
      <AuditFilters search={search} />
      <ListCard
        list={list}
        caption={words.caption}
        columns={auditColumns({ t, format, onOpen: setOpened })}
        rowKey={(row) => row.id}
        busy={list.isPlaceholderData}
        empty={
          narrowed
            ? { icon: SearchX, title: words.noneFound, lead: words.noneFoundLead }
            : { icon: ScrollText, title: words.empty, lead: words.emptyLead }
        }
      />
      {opened === null ? null : <EntryDialog row={opened} onClose={() => setOpened(null)} />}
    </>
  );
}
