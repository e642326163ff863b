import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { ProblemError } from "../../client/problem-error.ts";
import { setupQuery, signIn } from "../../client/session-queries.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import { PlainFrame } from "../../frame/plain-frame.tsx";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { TextField } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";

export function SignInPage() {
  const t = useMessages();
  const { next } = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { data: setup } = useQuery(setupQuery);
  const [demoFilled, setDemoFilled] = useState(false);
  const [isNobody, setIsNobody] = useState(false);
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  useEffect(() => {
    document.title = `${t.signIn.title} · Reelmeter`;
  }, [t]);
  useEffect(() => {
    if (setup?.needs_owner === true) void navigate({ to: "/setup" });
  }, [navigate, setup]);
  const form = useSubmit({
    send: (fields) =>
      signIn({ email: fields.text("email"), password: password.current?.value ?? "" }),
    onDone: async () => {
      queryClient.clear();
      const { signed_in: isIn } = await queryClient.fetchQuery(setupQuery);
      // Who was removed has an account still, and nowhere to go with it.
      if (!isIn) return setIsNobody(true);
      router.history.push(next ?? "/");
    },
  });
  const known = knownFailure(form.error, t.signIn);
  const demo = setup?.demo ?? null;
  return (
    <PlainFrame>
      <Card className="p-6 sm:p-8">
        <h1 className="text-xl font-semibold tracking-tight">{t.signIn.title}</h1>
        <p className="mt-1 mb-6 text-muted">{t.signIn.lead}</p>
        <form onSubmit={form.onSubmit} className="space-y-4">
          {next === undefined ? null : <Notice tone="info">{t.signIn.expired}</Notice>}
          {demo === null ? null : (
            <Notice tone="warn">
              <p>{t.signIn.demo}</p>
              <p className="my-1.5 font-mono text-xs break-all">
                {demo.email} / {demo.password}
              </p>
              <Button
                size="small"
                onClick={() => {
                  if (email.current !== null) email.current.value = demo.email;
                  if (password.current !== null) password.current.value = demo.password;
                  setDemoFilled(true);
                }}
                aria-pressed={demoFilled}
              >
                {t.signIn.demoFill}
              </Button>
            </Notice>
          )}
          <TextField
            ref={email}
            label={t.signIn.email}
            name="email"
            type="email"
            autoComplete="username"
            required
          />
          <TextField
            ref={password}
            label={t.signIn.password}
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
          {isNobody ? (
            <Notice tone="warn" role="alert">
              {t.signIn.nobody}
            </Notice>
          ) : null}
          {known === null ? (
            <FormProblem error={form.error} />
          ) : (
            <Notice tone="danger" role="alert">
              {known}
            </Notice>
          )}
          <Button type="submit" variant="primary" className="w-full" disabled={form.isPending}>
            {form.isPending ? t.signIn.submitting : t.signIn.submit}
          </Button>
        </form>
      </Card>
    </PlainFrame>
  );
}

function knownFailure(
  error: Error | null,
  words: { wrong: string; tooMany: string },
): string | null {
  if (!(error instanceof ProblemError)) return null;
  if (error.status === 401 || error.status === 400) return words.wrong;
  return error.status === 429 ? words.tooMany : null;
}
