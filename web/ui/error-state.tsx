import { RotateCw, TriangleAlert } from "lucide-react";
import { ProblemError } from "../client/problem-error.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { Button } from "./button.tsx";
import { CopyButton } from "./copy-button.tsx";
import { ErrorText } from "./error-text.tsx";

interface ErrorStateProps {
  readonly error: Error;
  readonly onRetry: () => void;
  /** Keeps the height of what would stand here. */
  readonly minHeight?: number;
}

/** What went wrong in a sentence, a way to try again, and the id to quote to whoever runs the server. */
export function ErrorState({ error, onRetry, minHeight = 160 }: ErrorStateProps) {
  const t = useMessages();
  const requestId = error instanceof ProblemError ? error.requestId : null;
  return (
    <div
      role="alert"
      className="flex flex-col items-center justify-center gap-3 px-4 py-6 text-center"
      style={{ minHeight }}
    >
      <TriangleAlert size={20} aria-hidden="true" className="text-danger" />
      <p className="max-w-md">
        {t.errors.notLoaded} <ErrorText error={error} />
      </p>
      <Button size="small" onClick={onRetry}>
        <RotateCw size={14} aria-hidden="true" />
        {t.common.retry}
      </Button>
      {requestId === null ? null : (
        <p className="flex flex-wrap items-center justify-center gap-1 text-xs text-muted">
          {t.errors.requestId} <code className="font-mono">{requestId}</code>
          <CopyButton text={requestId} label={t.errors.copyRequestId} />
        </p>
      )}
    </div>
  );
}
