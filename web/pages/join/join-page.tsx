import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useLocation, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { isGone } from "../../client/is-gone.ts";
import { openInvitationQuery } from "../../client/member-queries.ts";
import { setupQuery } from "../../client/session-queries.ts";
import { PlainFrame } from "../../frame/plain-frame.tsx";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { JoinForm } from "./join-form.tsx";

/** Where an invitation's link leads. Its secret stands behind the `#`, which no server sees. */
export function JoinPage() {
  const t = useMessages();
  const words = t.join;
  const token = useLocation({ select: ({ hash }) => hash });
  const router = useRouter();
  const queryClient = useQueryClient();
  const invitation = useQuery(openInvitationQuery(token));
  // Bad from the first, or taken back while the form stood open.
  const isBad = isGone(invitation.error);
  useEffect(() => {
    document.title = `${words.title} · Reelmeter`;
  }, [words]);
  const enter = async (): Promise<void> => {
    queryClient.clear();
    await queryClient.fetchQuery(setupQuery);
    router.history.push("/");
  };
  return (
    <PlainFrame>
      <Card className="p-6 sm:p-8">
        <h1 className="text-xl font-semibold tracking-tight">
          {isBad ? words.goneTitle : words.title}
        </h1>
        {token === "" ? <p className="mt-3">{words.noLink}</p> : null}
        {token !== "" && invitation.data === undefined && invitation.error === null ? (
          <Skeleton className="mt-4 h-72" />
        ) : null}
        {isBad ? (
          <div role="alert" className="mt-3 space-y-2">
            <p>{words.gone}</p>
            <p>{words.goneDo}</p>
          </div>
        ) : null}
        {invitation.error === null || isBad ? null : (
          <ErrorState error={invitation.error} onRetry={() => void invitation.refetch()} />
        )}
        {invitation.data === undefined || isBad ? null : (
          <>
            <p className="mt-1 text-muted">
              {words.lead(invitation.data.workspace, invitation.data.invited_by)}
            </p>
            <p className="mt-3 mb-5">
              {words.as(invitation.data.email, t.members.roles[invitation.data.role])}
            </p>
            {invitation.data.has_account ? (
              <div className="mb-4">
                <Notice tone="info">{words.hasAccount}</Notice>
              </div>
            ) : null}
            <JoinForm token={token} invitation={invitation.data} onDone={enter} />
          </>
        )}
        <p className="mt-5 text-[13px]">
          <Link to="/sign-in" className="font-medium text-link hover:underline">
            {words.toSignIn}
          </Link>
        </p>
      </Card>
    </PlainFrame>
  );
}
