import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Me } from "../../../api/contract/setup.ts";
import { changeOwnName } from "../../client/account-queries.ts";
import { meQuery } from "../../client/session-queries.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { TextField } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PasswordForm } from "./password-form.tsx";

/** Who the reader is here: name, address, password. */
export function AccountCard({ user }: { user: NonNullable<Me["user"]> }) {
  const t = useMessages();
  const words = t.settings.account;
  const queryClient = useQueryClient();
  const [saved, setSaved] = useState(false);
  const form = useSubmit({
    send: (fields) => changeOwnName(fields.text("name")),
    onDone: () => {
      setSaved(true);
      return queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
  return (
    <Card>
      <h2 className="mb-4 font-semibold">{words.title}</h2>
      <form onSubmit={form.onSubmit} onChange={() => setSaved(false)} className="space-y-4">
        <TextField label={words.email} value={user.email} readOnly className="bg-sunken" />
        <TextField
          label={words.name}
          name="name"
          autoComplete="name"
          required
          maxLength={100}
          defaultValue={user.name}
        />
        <FormProblem error={form.error} />
        {saved ? (
          <Notice tone="ok" role="status">
            {t.settings.saved}
          </Notice>
        ) : null}
        <Button type="submit" disabled={form.isPending}>
          {words.saveName}
        </Button>
      </form>
      <div className="mt-5 border-t border-hairline pt-5">
        <PasswordForm />
      </div>
    </Card>
  );
}
