import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { changePassword, ownSessionsQuery } from "../../client/account-queries.ts";
import { ProblemError } from "../../client/problem-error.ts";
import { FieldError } from "../../forms/field-error.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { PASSWORD_MIN } from "../../forms/password-min.ts";
import { useSubmit } from "../../forms/use-submit.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";

/** Another password, against the one there is; it signs every other browser out. */
export function PasswordForm() {
  const t = useMessages();
  const words = t.settings.account;
  const queryClient = useQueryClient();
  // A password may begin or end with a space: it is read as it was typed.
  const current = useRef<HTMLInputElement>(null);
  const next = useRef<HTMLInputElement>(null);
  const form = useSubmit({
    send: async () => {
      const newPassword = next.current?.value ?? "";
      if (newPassword.length < PASSWORD_MIN) {
        throw new FieldError("next", words.short(PASSWORD_MIN));
      }
      await changePassword({ currentPassword: current.current?.value ?? "", newPassword });
      return true;
    },
    onDone: () => {
      for (const field of [current.current, next.current]) if (field !== null) field.value = "";
      return queryClient.invalidateQueries({ queryKey: ownSessionsQuery.queryKey });
    },
  });
  const wrong = form.error instanceof ProblemError && form.error.status === 400;
  return (
    <form onSubmit={form.onSubmit} className="space-y-4">
      <h3 className="text-[13px] font-semibold">{words.password}</h3>
      <TextField
        ref={current}
        label={words.current}
        name="current"
        type="password"
        autoComplete="current-password"
        required
        error={wrong ? words.wrong : undefined}
      />
      <TextField
        ref={next}
        label={words.next}
        name="next"
        type="password"
        autoComplete="new-password"
        required
        hint={words.nextHint(PASSWORD_MIN)}
        error={form.fieldError("next")}
      />
      {wrong ? null : <FormProblem error={form.error} />}
      {form.isDone ? (
        <Notice tone="ok" role="status">
          {words.changed}
        </Notice>
      ) : null}
      <Button type="submit" disabled={form.isPending}>
        {words.change}
      </Button>
    </form>
  );
}
