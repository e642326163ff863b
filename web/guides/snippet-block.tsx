import { useMessages } from "../i18n/use-messages.ts";
import { CopyButton } from "../ui/copy-button.tsx";

interface SnippetBlockProps {
  readonly code: string;
  /** What is copied, for screen readers. */
  readonly label: string;
}

/** Code to paste, which scrolls inside its own box. */
export function SnippetBlock({ code, label }: SnippetBlockProps) {
  const t = useMessages();
  return (
    <div className="relative">
      <pre
        // A box that scrolls must be reachable from the keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label={label}
        className="overflow-x-auto rounded-xl border border-hairline bg-sunken p-4 pr-14 font-mono text-xs leading-relaxed"
      >
        {code}
      </pre>
      <div className="absolute top-2 right-2 rounded-lg bg-sunken">
        <CopyButton text={code} label={t.docs.copy(label)} />
      </div>
    </div>
  );
}
