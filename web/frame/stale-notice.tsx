import { useQueryClient } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { useFormat } from "../format/use-format.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { Button } from "../ui/button.tsx";
import { refreshStale, useStaleSince } from "./use-stale-since.ts";

/** Says that old figures are on the screen because new ones did not come. It lies over the page: nothing moves. */
export function StaleNotice() {
  const t = useMessages();
  const format = useFormat();
  const client = useQueryClient();
  const sinceMs = useStaleSince();
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-4 z-30 flex justify-center px-4 print:hidden"
    >
      {sinceMs === null ? null : (
        <div className="pointer-events-auto flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border border-warn/40 bg-card px-4 py-2.5 text-[13px] shadow-pop">
          <CloudOff size={16} aria-hidden="true" className="shrink-0 text-warn" />
          <span>{t.errors.stale(format.clock(new Date(sinceMs).toISOString()))}</span>
          <Button size="small" onClick={() => refreshStale(client)}>
            {t.common.retry}
          </Button>
        </div>
      )}
    </div>
  );
}
