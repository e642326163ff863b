import { OctagonX, Pause, Radio } from "lucide-react";
import { Link } from "@tanstack/react-router";
import type { FirstRequest } from "../../../api/contract/setup.ts";
import type { UpstreamRow } from "../../../api/contract/upstreams.ts";
import { SdkTabs } from "../../guides/sdk-tabs.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { FirstGeneration } from "./first-generation.tsx";
import { useListener } from "./use-listener.ts";

interface ConnectStepProps {
  readonly upstream: UpstreamRow | null;
  /** Null when the key was made earlier and cannot be shown any more. */
  readonly secret: string | null;
}

/** The code to paste on one side, what came of it on the other. */
export function ConnectStep({ upstream, secret }: ConnectStepProps) {
  const t = useMessages();
  const listener = useListener();
  const { found } = listener;
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
      <div className="min-w-0">
        {upstream === null ? (
          <Skeleton className="h-72 w-full" />
        ) : (
          <SdkTabs upstream={upstream} secret={secret} />
        )}
        <Link
          to="/docs"
          className="mt-4 inline-block text-[13px] font-medium text-link underline underline-offset-2"
        >
          {t.docs.more}
        </Link>
      </div>
      <div className="min-w-0 space-y-4" aria-live="polite">
        {found?.accepted == null ? (
          <Waiting listener={listener} />
        ) : (
          <FirstGeneration accepted={found.accepted} />
        )}
        {found?.accepted == null &&
        found?.rejected != null &&
        isRecent(found.rejected.at, listener.sinceMs) ? (
          <Rejected rejected={found.rejected} />
        ) : null}
      </div>
    </div>
  );
}

function Waiting({ listener }: { listener: ReturnType<typeof useListener> }) {
  const t = useMessages();
  if (listener.error !== null) {
    return <ErrorState error={listener.error} onRetry={listener.resume} minHeight={200} />;
  }
  const isListening = listener.state === "listening";
  const said = {
    listening: t.setup.waiting,
    hidden: t.setup.paused,
    stopped: t.setup.stopped,
  }[listener.state];
  return (
    <div className="flex min-h-48 flex-col items-center justify-center gap-2 rounded-xl border border-dashed border-control/60 p-6 text-center">
      {isListening ? (
        <Radio size={28} aria-hidden="true" className="pulse-dot text-link" />
      ) : (
        <Pause size={28} aria-hidden="true" className="text-muted" />
      )}
      <p className="font-medium">{said}</p>
      {isListening ? <p className="text-[13px] text-muted">{t.setup.waitingHint}</p> : null}
      {listener.state === "stopped" ? (
        <Button size="small" onClick={listener.resume}>
          {t.setup.resume}
        </Button>
      ) : null}
    </div>
  );
}

function Rejected({ rejected }: { rejected: NonNullable<FirstRequest["rejected"]> }) {
  const t = useMessages();
  const format = useFormat();
  return (
    <div className="rise rounded-xl border border-danger/30 bg-danger-tint p-4 text-danger">
      <p className="flex items-center gap-2 font-medium">
        <OctagonX size={16} aria-hidden="true" />
        {t.setup.rejected}
      </p>
      <p className="mt-1.5 text-text">{rejected.reason}</p>
      <p className="tabular mt-2 font-mono text-xs">
        {rejected.status} {rejected.code} · {rejected.route} · {format.clock(rejected.at)}
      </p>
    </div>
  );
}

const LOOK_BACK_MS = 10 * 60_000;

/** An old refusal explains nothing about the call one is trying now. */
function isRecent(at: string, sinceMs: number): boolean {
  return Date.parse(at) > sinceMs - LOOK_BACK_MS;
}
