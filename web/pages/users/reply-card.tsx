import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useContext, useState } from "react";
import type { UsageAnswer } from "../../../api/contract/quotas.ts";
import { meQuery } from "../../client/session-queries.ts";
import { createFormat } from "../../format/create-format.ts";
import { TimeZoneContext } from "../../format/time-zone-context.ts";
import { useLocale } from "../../i18n/use-locale.ts";
import { intlTag, loadMessages, LOCALE_NAMES, LOCALES } from "../../i18n/locale.ts";
import { replyText } from "../../quotas/reply-text.ts";
import { Card } from "../../ui/card.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Segmented } from "../../ui/segmented.tsx";

/** What to write to the user, in their language, ready to copy. */
export function ReplyCard({ usage }: { usage: UsageAnswer }) {
  const { locale, messages: t } = useLocale();
  const zone = useContext(TimeZoneContext);
  const { data: me } = useSuspenseQuery(meQuery);
  const [language, setLanguage] = useState(locale);
  const { data: messages = t } = useQuery({
    queryKey: ["messages", language],
    queryFn: () => loadMessages(language),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const format = createFormat(intlTag(language), zone);
  const text = replyText(usage, me.workspace.currency, messages, format);
  return (
    <Card>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-[15px] font-semibold tracking-tight">{t.user.replyTitle}</h2>
        <Segmented
          label={t.nav.language}
          value={language}
          onChange={setLanguage}
          choices={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
        />
      </div>
      <blockquote
        lang={language}
        data-testid="reply"
        className="mb-3 rounded-lg bg-sunken px-3.5 py-3 text-[13px] break-words"
      >
        {text}
      </blockquote>
      <CopyButton text={text} label={t.user.copyReply} showLabel />
    </Card>
  );
}
