import { useMessages } from "../../i18n/use-messages.ts";
import { CopyButton } from "../../ui/copy-button.tsx";

/** A key's text, the only time it is there to copy. */
export function ShownSecret({ secret, lead }: { secret: string; lead: string }) {
  const t = useMessages();
  return (
    <div>
      <p className="mb-3 font-medium">{lead}</p>
      <div className="flex flex-wrap items-center gap-3 rounded-xl border border-ok/40 bg-ok-tint p-4">
        <code
          data-testid="secret"
          className="min-w-0 flex-1 font-mono text-[13px] break-all text-text select-all"
        >
          {secret}
        </code>
        <CopyButton text={secret} label={t.keys.copy} showLabel />
      </div>
    </div>
  );
}
