import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Me } from "../../../api/contract/setup.ts";
import { createWorkspace } from "../../client/account-queries.ts";
import { meQuery } from "../../client/session-queries.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import { useSwitchWorkspace } from "../../frame/use-switch-workspace.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { TextField } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";

/** Where else the reader belongs, and another workspace for owners. */
export function WorkspacesCard({ me }: { me: Me }) {
  const t = useMessages();
  const words = t.settings.workspaces;
  const queryClient = useQueryClient();
  const switchTo = useSwitchWorkspace();
  const opening = useMutation({ mutationFn: switchTo });
  const [key, setKey] = useState(0);
  const form = useSubmit({
    send: (fields) => createWorkspace(fields.text("name")),
    onDone: () => {
      setKey(key + 1);
      return queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
  return (
    <Card>
      <h2 className="font-semibold">{words.title}</h2>
      <p className="mt-1 mb-3 text-[13px] text-muted">{words.lead}</p>
      <ul className="divide-y divide-hairline text-[13px]">
        {me.workspaces.map((each) => (
          <li key={each.id} className="flex min-h-11 items-center justify-between gap-3 py-1.5">
            <span className="min-w-0">
              <span className="block truncate font-medium">{each.name}</span>
              <span className="text-muted">{t.members.roles[each.role]}</span>
            </span>
            {each.id === me.workspace.id ? (
              <Badge tone="info">{words.open}</Badge>
            ) : (
              <Button
                size="small"
                disabled={opening.isPending}
                aria-label={words.switchToOf(each.name)}
                onClick={() => opening.mutate(each.id)}
              >
                {words.switchTo}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <FormProblem error={opening.error} />
      {me.role === "owner" ? (
        <form
          key={key}
          onSubmit={form.onSubmit}
          className="mt-3 space-y-3 border-t border-hairline pt-4"
        >
          <TextField
            label={words.createName}
            name="name"
            required
            maxLength={100}
            error={form.fieldError("name")}
          />
          <FormProblem error={form.error} />
          {form.isDone ? (
            <Notice tone="ok" role="status">
              {words.made}
            </Notice>
          ) : null}
          <Button type="submit" disabled={form.isPending}>
            {words.create}
          </Button>
        </form>
      ) : null}
    </Card>
  );
}
