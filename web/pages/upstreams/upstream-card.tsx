import type { ReactNode } from "react";
import type { UpstreamRow } from "../../../api/contract/upstreams.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Facts } from "../../ui/facts.tsx";

interface UpstreamCardProps {
  readonly upstream: UpstreamRow;
  readonly mayChange: boolean;
  readonly onEdit: () => void;
  readonly onDisable: () => void;
  readonly onEnable: () => void;
}

export function UpstreamCard({
  upstream,
  mayChange,
  onEdit,
  onDisable,
  onEnable,
}: UpstreamCardProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.upstreams;
  const isDisabled = upstream.disabled_at !== null;
  const { gpu } = upstream;
  return (
    <Card>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h2 className="flex items-center gap-2.5 text-[15px] font-semibold tracking-tight">
          {upstream.slug}
          <Badge tone={isDisabled ? "neutral" : "ok"}>
            {isDisabled ? words.disabled : words.active}
          </Badge>
        </h2>
        {mayChange ? (
          <div className="flex gap-2">
            <Button size="small" aria-label={words.editOf(upstream.slug)} onClick={onEdit}>
              {words.edit}
            </Button>
            {isDisabled ? (
              <Button size="small" aria-label={words.enableOf(upstream.slug)} onClick={onEnable}>
                {words.enable}
              </Button>
            ) : (
              <Button size="small" aria-label={words.disableOf(upstream.slug)} onClick={onDisable}>
                {words.disable}
              </Button>
            )}
          </div>
        ) : null}
      </div>
      {upstream.wire_fault === null ? null : (
        <div className="mb-3">
          <Notice tone="warn">
            {t.wires.fault} <code className="font-mono text-xs">{upstream.wire_fault}</code>
          </Notice>
        </div>
      )}
      <Facts
        rows={[
          {
            id: "proxy",
            label: words.proxyUrl,
            value: <Address text={upstream.proxy_url} label={words.copyProxyUrl} />,
          },
          {
            id: "base",
            label: words.baseUrl,
            value: (
              <>
                <code className="font-mono text-xs break-all">{upstream.base_url}</code>{" "}
                <span className="text-muted">
                  {upstream.provider}, {words.endsWith(upstream.credential_last4)}
                </span>
              </>
            ),
          },
          {
            id: "webhook",
            label: words.webhookUrl,
            value: (
              <Address text={upstream.webhook_url} label={words.copyWebhookUrl}>
                <span className={upstream.has_webhook_secret ? "text-muted" : "text-warn"}>
                  {upstream.has_webhook_secret ? words.hasSecret : words.noSecret}
                </span>
              </Address>
            ),
          },
          {
            id: "gpu",
            label: t.generation.gpu,
            value:
              gpu === null
                ? words.shared
                : words.gpus(
                    format.decimal(String(gpu.count)),
                    gpu.type,
                    format.money(gpu.usd_per_hour, "USD"),
                  ),
          },
        ]}
      />
    </Card>
  );
}

function Address({ text, label, children }: { text: string; label: string; children?: ReactNode }) {
  return (
    <span className="-my-1.5 flex flex-wrap items-center gap-x-2">
      <code className="font-mono text-xs break-all">{text}</code>
      <CopyButton text={text} label={label} />
      {children}
    </span>
  );
}
