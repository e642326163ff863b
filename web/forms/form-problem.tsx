import { ProblemError } from "../client/problem-error.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { ErrorText } from "../ui/error-text.tsx";
import { Notice } from "../ui/notice.tsx";
import { FieldError } from "./field-error.ts";

/** Why a form was not taken, when it is more than one field's fault. */
export function FormProblem({ error }: { error: Error | null }) {
  const t = useMessages();
  if (error === null || error instanceof FieldError) return null;
  const requestId = error instanceof ProblemError ? error.requestId : null;
  return (
    <Notice tone="danger" role="alert">
      {error instanceof ProblemError && error.status === 404 ? (
        t.errors.goneMeanwhile
      ) : (
        <ErrorText error={error} />
      )}
      {requestId === null ? null : (
        <span className="mt-1 block font-mono text-xs">
          {t.errors.requestId} {requestId}
        </span>
      )}
    </Notice>
  );
}
