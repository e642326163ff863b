import type { ChangesAnswer } from "../../../api/contract/changes.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { View } from "../../view/view.ts";
import { ChangesBody } from "../overview/changes-body.tsx";

/** What changed since the period before, one table below the other. */
export function PrintChanges({ answer, view }: { answer: ChangesAnswer; view: View }) {
  const format = useFormat();
  const words = useMessages().changes;
  const { from, to } = answer.previous;
  return (
    <section>
      <h2 className="text-[15px] font-semibold">{words.title}</h2>
      <p className="mb-2 text-[13px] text-muted">
        {words.against(format.range(Date.parse(from), Date.parse(to)))}
        {view.isLive ? `. ${words.soFar}` : null}
      </p>
      <div className="-mx-5">
        <ChangesBody answer={answer} view={view} stacked />
      </div>
    </section>
  );
}
