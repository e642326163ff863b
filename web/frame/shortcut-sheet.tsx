import type { Messages } from "../i18n/en.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { Dialog } from "../ui/dialog.tsx";
import { CheckField } from "../ui/field.tsx";
import { SHORTCUTS_PREFERENCE } from "./use-shortcuts.ts";
import { usePreference } from "./use-preference.ts";

interface ShortcutSheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** What each key does, and the switch that turns single keys off. */
export function ShortcutSheet({ open, onOpenChange }: ShortcutSheetProps) {
  const t = useMessages();
  const [mode, setMode] = usePreference(SHORTCUTS_PREFERENCE, ["on", "off"] as const, "on");
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t.shortcuts.title}
      description={t.shortcuts.lead}
      wide
    >
      <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
        {sections(t).map((section) => (
          <section key={section.title}>
            <h3 className="mb-2 text-[13px] font-medium text-muted">{section.title}</h3>
            <dl className="space-y-2">
              {section.keys.map(([keys, meaning]) => (
                <div key={keys} className="flex items-center justify-between gap-4">
                  <dt>{meaning}</dt>
                  <dd className="flex items-center gap-1">
                    {keys.split(" ").map((key) => (
                      <kbd
                        key={key}
                        className="min-w-6 rounded-md border border-hairline bg-sunken px-1.5 py-0.5 text-center font-mono text-xs"
                      >
                        {key}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="mt-6 border-t border-hairline pt-5">
        <CheckField
          label={t.shortcuts.on}
          checked={mode === "on"}
          onChange={(event) => setMode(event.currentTarget.checked ? "on" : "off")}
        />
      </div>
    </Dialog>
  );
}

function sections(t: Messages): readonly {
  readonly title: string;
  readonly keys: readonly (readonly [string, string])[];
}[] {
  return [
    {
      title: t.shortcuts.go,
      keys: [
        ["g o", t.nav.overview],
        ["g f", t.nav.features],
        ["g g", t.nav.generations],
        ["g h", t.nav.requests],
        ["g n", t.nav.live],
        ["g e", t.nav.explore],
        ["g w", t.nav.waste],
        ["g l", t.nav.rollouts],
        ["g s", t.nav.users],
        ["g q", t.nav.quotas],
        ["g k", t.nav.keys],
        ["g u", t.nav.upstreams],
        ["g p", t.nav.prices],
        ["g r", t.nav.revenue],
        ["Ctrl K", t.shortcuts.palette],
        ["/", t.shortcuts.palette],
        ["?", t.shortcuts.sheet],
        [".", t.shortcuts.theme],
      ],
    },
    {
      title: t.shortcuts.look,
      keys: [
        ["d", t.shortcuts.day],
        ["w", t.shortcuts.week],
        ["m", t.shortcuts.month],
        ["y", t.shortcuts.year],
        ["←", t.shortcuts.back],
        ["→", t.shortcuts.forward],
        ["x", t.shortcuts.compare],
        ["i", t.shortcuts.granularity],
        ["t", t.shortcuts.table],
        ["n", t.shortcuts.note],
        ["l", t.shortcuts.pause],
        ["[ ]", t.shortcuts.zoom],
        ["s", t.shortcuts.share],
        ["j", t.shortcuts.nextRow],
        ["k", t.shortcuts.previousRow],
        ["Enter", t.shortcuts.openRow],
      ],
    },
  ];
}
