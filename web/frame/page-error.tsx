import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { useMessages } from "../i18n/use-messages.ts";
import { ErrorState } from "../ui/error-state.tsx";

/** Stands where a page could not be made. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const t = useMessages();
  const router = useRouter();
  return (
    <main className="p-6">
      <h1 className="sr-only">{t.errors.pageFailed}</h1>
      <ErrorState
        error={error instanceof Error ? error : new Error(String(error))}
        minHeight={400}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </main>
  );
}
