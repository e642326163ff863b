import { useMessages } from "../i18n/use-messages.ts";
import { Skeleton } from "../ui/skeleton.tsx";

/** Stands for a page while its code is fetched. */
export function PagePending() {
  const t = useMessages();
  return (
    <div role="status" aria-label={t.common.loading} className="space-y-6 p-6">
      <Skeleton className="h-7 w-48" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-72 w-full" />
    </div>
  );
}
