import { Link } from "@tanstack/react-router";
import { PlugZap } from "lucide-react";
import { useMessages } from "../../i18n/use-messages.ts";
import { buttonClass } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";

/** Nothing has ever come through the proxy: the way to the first request. */
export function NotConnected({ minHeight }: { minHeight: number }) {
  const t = useMessages();
  const words = t.overview.empty;
  return (
    <EmptyState
      icon={PlugZap}
      title={words.notConnected}
      minHeight={minHeight}
      action={
        <span className="flex flex-wrap justify-center gap-2">
          <Link to="/setup" className={buttonClass({ variant: "primary" })}>
            {words.connect}
          </Link>
          <Link to="/docs" className={buttonClass()}>
            {t.docs.title}
          </Link>
        </span>
      }
    >
      {words.notConnectedLead}
    </EmptyState>
  );
}
