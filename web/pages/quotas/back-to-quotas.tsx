import { Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useMessages } from "../../i18n/use-messages.ts";
import { useViewSearch } from "../../view/use-view-search.ts";

export function BackToQuotas() {
  const t = useMessages();
  const search = useViewSearch();
  return (
    <Link
      to="/quotas"
      search={search}
      className="mb-3 inline-flex items-center gap-1.5 text-[13px] text-muted hover:text-text"
    >
      <ArrowLeft size={14} aria-hidden="true" />
      {t.quotas.editor.back}
    </Link>
  );
}
