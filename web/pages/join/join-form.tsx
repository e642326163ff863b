import { useRef } from "react";
import type { OpenInvitation } from "../../../api/contract/invitations.ts";
import { acceptInvitation } from "../../client/member-queries.ts";
import { FieldError } from "../../forms/field-error.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { PASSWORD_MIN } from "../../forms/password-min.ts";
import { useSubmit } from "../../forms/use-submit.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";

interface JoinFormProps {
  readonly token: string;
  readonly invitation: OpenInvitation;
  readonly onDone: () => Promise<void>;
}

/** A name and a new password, or the password that the address's account has. */
export function JoinForm({ token, invitation, onDone }: JoinFormProps) {
  const t = useMessages();
  const words = t.join;
  const secret = useRef<HTMLInputElement>(null);
  const isNew = !invitation.has_account;
  const form = useSubmit({
    send: async (fields) => {
      const password = secret.current?.value ?? "";
      if (isNew && password.length < PASSWORD_MIN) {
        throw new FieldError("password", t.setup.passwordShort(PASSWORD_MIN));
      }
      const name = isNew ? { name: fields.text("name") } : {};
      await acceptInvitation({ token, password, ...name });
    },
    onDone,
  });
  const passwordError = form.fieldError("password");
  return (
    <form onSubmit={form.onSubmit} className="space-y-4">
      {isNew ? (
        <TextField
          label={words.name}
          name="name"
          autoComplete="name"
          required
          maxLength={100}
          error={form.fieldError("name")}
        />
      ) : null}
      <TextField
        ref={secret}
        label={isNew ? words.newPassword : words.password}
        name="password"
        type="password"
        autoComplete={isNew ? "new-password" : "current-password"}
        required
        {...(isNew ? { hint: words.passwordHint(PASSWORD_MIN) } : {})}
        error={passwordError}
      />
      {passwordError === undefined ? <FormProblem error={form.error} /> : null}
      <Button type="submit" variant="primary" className="w-full" disabled={form.isPending}>
        {form.isPending ? words.joining : words.accept}
      </Button>
    </form>
  );
}
