import { useQueryClient } from "@tanstack/react-query";
import { MessageSquarePlus, Pencil, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";
import type { Annotation, NoteAnnotation } from "../../api/contract/notes.ts";
import { deleteNote } from "../client/annotation-queries.ts";
import { useFormat } from "../format/use-format.ts";
import { useShortcuts } from "../frame/use-shortcuts.ts";
import { useMessages } from "../i18n/use-messages.ts";
import type { AnnotationMark } from "../series/annotation-marks.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { annotationText } from "./annotation-text.ts";
import { NoteDialog } from "./note-dialog.tsx";

interface AnnotationListProps {
  readonly marks: readonly AnnotationMark[];
  /** True when earlier ones were left out. */
  readonly more: boolean;
  /** When a new note is about unless its writer says otherwise, ms. */
  readonly defaultMs: number;
}

type Doing = { readonly kind: "write" | "delete"; readonly note: NoteAnnotation } | "new" | null;

/** What the numbered lines on a chart stand for, the latest first; notes can be written, changed and deleted. */
export function AnnotationList({ marks, more, defaultMs }: AnnotationListProps) {
  const t = useMessages();
  const words = t.annotations;
  const queryClient = useQueryClient();
  const [doing, setDoing] = useState<Doing>(null);
  const shortcuts = useMemo(() => ({ n: () => setDoing("new") }), []);
  useShortcuts(shortcuts);
  const count = marks.reduce((sum, mark) => sum + mark.items.length, 0);
  const done = (): void => setDoing(null);
  return (
    <div className="mt-3 grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 border-t border-hairline pt-2 text-[13px]">
      {count === 0 ? (
        <p className="py-1.5 text-muted">{words.none}</p>
      ) : (
        <details>
          <summary className="w-fit py-1.5 text-muted hover:text-text">
            {more ? words.some(count) : words.summary(count)}
          </summary>
          <ol className="-mr-24 max-h-56 overflow-y-auto pt-1 pb-1 sm:-mr-28">
            {marks
              .toReversed()
              .flatMap((mark) =>
                mark.items.map((item) => (
                  <Entry
                    key={item.id}
                    number={mark.number}
                    item={item}
                    onDo={(kind, note) => setDoing({ kind, note })}
                  />
                )),
              )}
          </ol>
        </details>
      )}
      <Button size="small" variant="quiet" onClick={() => setDoing("new")}>
        <MessageSquarePlus size={14} aria-hidden="true" />
        {words.add}
      </Button>
      {doing === "new" ? <NoteDialog note={null} atMs={defaultMs} onClose={done} /> : null}
      {doing !== null && doing !== "new" && doing.kind === "write" ? (
        <NoteDialog note={doing.note} atMs={defaultMs} onClose={done} />
      ) : null}
      {doing !== null && doing !== "new" && doing.kind === "delete" ? (
        <ConfirmDialog
          open
          onClose={done}
          title={words.deleteTitle}
          lead={doing.note.text}
          action={words.deleteDo}
          act={() => deleteNote(doing.note.id)}
          onDone={() => {
            void queryClient.invalidateQueries({ queryKey: ["annotations"] });
            done();
          }}
        />
      ) : null}
    </div>
  );
}

interface EntryProps {
  readonly number: number;
  readonly item: Annotation;
  readonly onDo: (kind: "write" | "delete", note: NoteAnnotation) => void;
}

function Entry({ number, item, onDo }: EntryProps) {
  const t = useMessages();
  const words = t.annotations;
  const format = useFormat();
  const text = annotationText(item, t, format);
  return (
    <li className="flex items-center gap-3 py-1">
      <span className="tabular min-w-6 shrink-0 rounded-full border border-control px-1.5 text-center text-[11px] leading-[1.375rem] text-muted">
        {number}
      </span>
      <span className="tabular w-32 shrink-0 text-muted">{format.instant(item.at)}</span>
      <span className="min-w-0 flex-1 break-words">
        {text}
        {item.source === "note" ? (
          <span className="text-muted">
            {" "}
            · {item.visibility === "private" ? words.private : words.by(item.created_by)}
          </span>
        ) : null}
      </span>
      {item.source === "note" && item.may_change ? (
        <span className="flex shrink-0">
          <Button
            size="small"
            variant="quiet"
            aria-label={words.edit(text)}
            onClick={() => onDo("write", item)}
          >
            <Pencil size={14} aria-hidden="true" />
          </Button>
          <Button
            size="small"
            variant="quiet"
            aria-label={words.delete(text)}
            onClick={() => onDo("delete", item)}
          >
            <Trash2 size={14} aria-hidden="true" />
          </Button>
        </span>
      ) : null}
    </li>
  );
}
