import { useState } from "react";
import { ProblemError } from "../client/problem-error.ts";
import { serverAnswers } from "../client/server-answers.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { ErrorState } from "../ui/error-state.tsx";

const UNREACHABLE = new ProblemError({ status: 0, code: "unreachable", detail: "" });

/** Stands for a page whose code did not come. A server that is back is asked for the whole document. */
export function UnreachablePage() {
  const t = useMessages();
  const [tries, setTries] = useState(0);
  const retry = async (): Promise<void> => {
    if (await serverAnswers()) window.location.reload();
    else setTries((before) => before + 1);
  };
  return (
    <div className="p-6">
      <h1 className="sr-only">{t.errors.pageFailed}</h1>
      {/* Made anew by each try, so that it is said again to who can't see it. */}
      <ErrorState key={tries} error={UNREACHABLE} minHeight={400} onRetry={() => void retry()} />
    </div>
  );
}
