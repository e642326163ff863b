import { useSuspenseQuery } from "@tanstack/react-query";
import { meQuery } from "../../client/session-queries.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { AccountCard } from "./account-card.tsx";
import { BrowserCard } from "./browser-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";
import { WorkspaceCard } from "./workspace-card.tsx";
import { WorkspacesCard } from "./workspaces-card.tsx";

/** What the workspace decides for everybody, and what the reader decides alone. */
export function SettingsPage() {
  const t = useMessages();
  const { data: me } = useSuspenseQuery(meQuery);
  return (
    <>
      <PageHeader title={t.settings.title} lead={t.settings.lead} />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid min-w-0 gap-5">
          <WorkspaceCard currency={me.workspace.currency} />
          {me.user === null ? null : (
            <>
              <SessionsCard />
              <WorkspacesCard me={me} />
            </>
          )}
        </div>
        <div className="grid min-w-0 gap-5">
          <BrowserCard />
          {me.user === null ? (
            <Notice tone="info">{t.settings.account.token}</Notice>
          ) : (
            <AccountCard user={me.user} />
          )}
        </div>
      </div>
    </>
  );
}
