import { isOne } from "../../format/number.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { LiveBoard, LiveLists } from "../../series/live-board.ts";
import { heldText } from "./held-text.ts";

/** How many run, what is set aside, and what is not as usual, in words. */
export function LiveVerdict({ board, lists }: { board: LiveBoard; lists: LiveLists }) {
  const t = useMessages();
  const format = useFormat();
  const words = t.live;
  const { in_flight: count, held } = board.summary;
  const slow = lists.slow.length;
  const said = (text: (count: string, one: boolean) => string, many: number) =>
    many === 0 ? null : text(format.count(many), isOne(format.locale, many));
  const sentences = [
    count === 0
      ? words.nothing
      : words.verdict(format.count(count), isOne(format.locale, count), heldText(held, format)),
    said(words.verdictSlow, slow),
    said(words.verdictFailed, lists.failed.length),
  ];
  // Room for every sentence, so that what is below does not jump when one comes or goes.
  return (
    <span data-testid="verdict" className="block min-h-[3lh] sm:min-h-[2lh]">
      {sentences.filter((each) => each !== null).join(" ")}
    </span>
  );
}
