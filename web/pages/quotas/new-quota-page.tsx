import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { meQuery } from "../../client/session-queries.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { newDraft } from "../../quotas/quota-draft.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { BackToQuotas } from "./back-to-quotas.tsx";
import { QuotaEditor } from "./quota-editor.tsx";

export function NewQuotaPage() {
  const t = useMessages();
  const navigate = useNavigate();
  const { days, user } = useSearch({ from: "/app/quotas/new" });
  const { data: me } = useSuspenseQuery(meQuery);
  return (
    <>
      <BackToQuotas />
      <PageHeader title={t.quotas.editor.newTitle} lead={t.quotas.editor.lead} />
      <QuotaEditor
        initial={newDraft(me.workspace.timezone, user ?? null)}
        days={days}
        onDays={(next) =>
          void navigate({
            to: "/quotas/new",
            search: (previous) => ({ ...previous, days: next }),
            replace: true,
            resetScroll: false,
          })
        }
      />
    </>
  );
}
