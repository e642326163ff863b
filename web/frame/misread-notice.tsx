import { useRouteContext } from "@tanstack/react-router";
import { TriangleAlert, X } from "lucide-react";
import { useState } from "react";
import { useMessages } from "../i18n/use-messages.ts";
import { Button } from "../ui/button.tsx";

/** Says what of the address that was opened is not known here: its figures are not those that it promises. */
export function MisreadNotice() {
  const t = useMessages();
  const { misread } = useRouteContext({ from: "/app" });
  const [isRead, setIsRead] = useState(false);
  if (isRead || misread.length === 0) return null;
  return (
    <div
      role="note"
      className="flex items-start gap-2 border-b border-hairline bg-warn-tint px-4 py-2 text-[13px] text-warn sm:px-8 print:hidden"
    >
      <TriangleAlert size={14} aria-hidden="true" className="mt-1 shrink-0" />
      <p className="line-clamp-3 min-w-0 grow break-words">
        {t.errors.misread} <bdi className="font-mono text-xs">{misread.join(" ")}</bdi>
      </p>
      <Button
        size="small"
        variant="quiet"
        aria-label={t.common.close}
        onClick={() => setIsRead(true)}
      >
        <X size={14} aria-hidden="true" />
      </Button>
    </div>
  );
}
