import { RotateCw, X } from "lucide-react";
import { useState } from "react";
import { ProblemError } from "../client/problem-error.ts";
import { serverAnswers } from "../client/server-answers.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { Button } from "./button.tsx";
import { ErrorState } from "./error-state.tsx";
import { Notice } from "./notice.tsx";

const UNREACHABLE = new ProblemError({ status: 0, code: "unreachable", detail: "" });

/** Code that did not come comes with a new document only: asked for when the server is back. */
function useReload(): { readonly tries: number; readonly reload: () => void } {
  const [tries, setTries] = useState(0);
  const retry = async (): Promise<void> => {
    if (await serverAnswers()) window.location.reload();
    else setTries((before) => before + 1);
  };
  return { tries, reload: () => void retry() };
}

/** Stands for a page or a chart whose code did not come. */
export function AwayPart({ minHeight = 160 }: { readonly minHeight?: number }) {
  const { tries, reload } = useReload();
  // Made anew by each try, so that it is said again to who can't see it.
  return <ErrorState key={tries} error={UNREACHABLE} minHeight={minHeight} onRetry={reload} />;
}

/** Stands for what would have come over the page. */
export function AwayOverlay({ onClose }: { readonly onClose: () => void }) {
  const t = useMessages();
  const { tries, reload } = useReload();
  return (
    <div key={tries} className="fixed inset-x-4 bottom-4 z-50 mx-auto max-w-md shadow-pop">
      <Notice tone="danger" role="alert">
        <span className="flex flex-wrap items-center gap-2">
          <span className="min-w-0 grow">{t.errors.unreachable}</span>
          <Button size="small" onClick={reload}>
            <RotateCw size={14} aria-hidden="true" />
            {t.common.retry}
          </Button>
          <Button size="small" variant="quiet" aria-label={t.common.close} onClick={onClose}>
            <X size={14} aria-hidden="true" />
          </Button>
        </span>
      </Notice>
    </div>
  );
}
