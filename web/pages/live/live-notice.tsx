import { Pause, Radio, Unplug } from "lucide-react";
import type { LiveState } from "../../client/open-live.ts";
import type { Live } from "../../client/use-live.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ErrorText } from "../../ui/error-text.tsx";
import { Notice } from "../../ui/notice.tsx";

const LOOKS = {
  connecting: { tone: "neutral", icon: Radio },
  open: { tone: "ok", icon: Radio },
  lost: { tone: "warn", icon: Unplug },
  hidden: { tone: "neutral", icon: Pause },
  refused: { tone: "danger", icon: Unplug },
} as const;

/** Whether the page is live, in a word. */
export function LiveSign({ state }: { state: LiveState }) {
  const { states } = useMessages().live;
  const { tone, icon: Icon } = LOOKS[state];
  const word = state === "lost" ? states.connecting : states[state];
  return (
    <Badge tone={tone}>
      <Icon
        size={12}
        aria-hidden="true"
        className={state === "open" ? "motion-safe:animate-pulse" : ""}
      />
      {word}
    </Badge>
  );
}

/** Why the figures stand still, when they do. */
export function LiveNotice({ live }: { live: Live }) {
  const t = useMessages();
  const format = useFormat();
  const { board, state, error } = live;
  if (board === null) return null;
  const at = format.clock(board.summary.at);
  const text =
    state === "lost" ? (
      `${t.live.states.lost} ${at}.`
    ) : error !== null ? (
      <span>
        {t.errors.notLoaded} <ErrorText error={error} />
      </span>
    ) : board.summary.current ? null : (
      t.live.notCurrent(at)
    );
  if (text === null) return null;
  return (
    <div className="mb-4">
      <Notice tone="warn" role="status">
        <span className="flex flex-wrap items-center gap-3">
          {text}
          {error === null ? null : (
            <Button size="small" onClick={live.retry}>
              {t.common.retry}
            </Button>
          )}
        </span>
      </Notice>
    </div>
  );
}
