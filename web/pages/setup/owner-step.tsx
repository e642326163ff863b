import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import { ProblemError } from "../../client/problem-error.ts";
import { createOwner } from "../../client/session-queries.ts";
import { FieldError } from "../../forms/field-error.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import { FormProblem } from "../../forms/form-problem.tsx";
import { PASSWORD_MIN } from "../../forms/password-min.ts";
import { useSubmit } from "../../forms/use-submit.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { TextField } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";

interface OwnerStepProps {
  readonly token: string;
  readonly onDone: () => Promise<void>;
}

/** The first account of the server, made with the token that it printed. */
export function OwnerStep({ token, onDone }: OwnerStepProps) {
  const t = useMessages();
  const secret = useRef<HTMLInputElement>(null);
  const form = useSubmit({
    send: async (fields) => {
      const email = fields.text("email");
      const password = secret.current?.value ?? "";
      if (password.length < PASSWORD_MIN) {
        throw new FieldError("password", t.setup.passwordShort(PASSWORD_MIN));
      }
      await createOwner({
        token: fields.text("token"),
        name: fields.text("name"),
        email,
        password,
      });
    },
    onDone,
  });
  const tokenUsed = form.error instanceof ProblemError && form.error.status === 403;
  return (
    <form onSubmit={form.onSubmit} className="max-w-lg space-y-5">
      <TextField
        label={t.setup.name}
        name="name"
        autoComplete="name"
        required
        maxLength={100}
        error={form.fieldError("name")}
      />
      <TextField
        label={t.setup.email}
        name="email"
        type="email"
        autoComplete="username"
        required
        error={form.fieldError("email")}
      />
      <TextField
        ref={secret}
        label={t.setup.password}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        hint={t.setup.passwordHint(PASSWORD_MIN)}
        error={form.fieldError("password")}
      />
      <TextField
        label={t.setup.token}
        name="token"
        required
        defaultValue={token}
        autoComplete="off"
        spellCheck={false}
        className="font-mono text-xs"
        hint={t.setup.tokenHint}
        error={form.fieldError("token")}
      />
      {tokenUsed ? (
        <Notice tone="danger" role="alert">
          {t.setup.tokenUsed}{" "}
          <Link to="/sign-in" className="font-medium underline">
            {t.setup.haveAccount}
          </Link>
        </Notice>
      ) : (
        <FormProblem error={form.error} />
      )}
      <FormActions isPending={form.isPending} submit={t.setup.create} />
    </form>
  );
}
