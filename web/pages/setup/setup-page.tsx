import { useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link, Navigate, useSearch } from "@tanstack/react-router";
import { Check } from "lucide-react";
import { useEffect, useState } from "react";
import type { KeyCreated } from "../../../api/contract/keys.ts";
import type { UpstreamRow } from "../../../api/contract/upstreams.ts";
import { keysQuery, upstreamsQuery } from "../../client/management-queries.ts";
import { setupQuery } from "../../client/session-queries.ts";
import { PlainFrame } from "../../frame/plain-frame.tsx";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { classNames } from "../../ui/class-names.ts";
import { ConnectStep } from "./connect-step.tsx";
import { KeyStep } from "./key-step.tsx";
import { OwnerStep } from "./owner-step.tsx";
import { UpstreamStep } from "./upstream-step.tsx";

const STEPS = ["owner", "upstream", "key", "connect"] as const;
type Step = (typeof STEPS)[number];

/** From nothing to the first request that comes through, one step at a time. */
export function SetupPage() {
  const t = useMessages();
  const { token } = useSearch({ from: "/setup" });
  const { data: setup } = useSuspenseQuery(setupQuery);
  const queryClient = useQueryClient();
  const upstreams = useQuery({ ...upstreamsQuery, enabled: setup.signed_in });
  const keys = useQuery({ ...keysQuery, enabled: setup.signed_in });
  const [upstream, setUpstream] = useState<UpstreamRow | null>(null);
  const [key, setKey] = useState<KeyCreated | null>(null);
  const [keyDone, setKeyDone] = useState(false);
  const [upstreamDone, setUpstreamDone] = useState(false);
  useEffect(() => {
    document.title = `${t.setup.title} · Reelmeter`;
  }, [t]);
  if (!setup.needs_owner && !setup.signed_in) {
    return <Navigate to="/sign-in" search={{ next: "/setup" }} />;
  }
  const present = upstream ?? upstreams.data?.data.find((row) => row.disabled_at === null) ?? null;
  const step: Step = setup.needs_owner
    ? "owner"
    : !upstreamDone
      ? "upstream"
      : keyDone
        ? "connect"
        : "key";
  return (
    <PlainFrame wide>
      <div className="mb-6 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h1 className="text-2xl font-semibold tracking-tight">{t.setup.title}</h1>
          <p className="mt-1 text-muted">{leadOf(step, t.setup)}</p>
        </div>
        {setup.needs_owner ? null : (
          <Link
            to="/"
            className="text-[13px] text-muted underline underline-offset-2 hover:text-text"
          >
            {t.setup.later}
          </Link>
        )}
      </div>
      <StepList current={step} />
      <Card
        className={classNames(
          "mt-6 p-5 sm:p-8",
          (step === "owner" || step === "key") && "w-full max-w-2xl",
        )}
      >
        {step === "owner" ? (
          <OwnerStep
            token={token ?? ""}
            onDone={() => queryClient.invalidateQueries({ queryKey: setupQuery.queryKey })}
          />
        ) : null}
        {step === "upstream" ? (
          <UpstreamStep
            existing={upstreams.data === undefined ? undefined : present}
            onDone={(row) => {
              setUpstream(row);
              setUpstreamDone(true);
            }}
          />
        ) : null}
        {step === "key" ? (
          <KeyStep
            existing={
              keys.data?.data.filter((row) => row.status === "active" && row.kind === "proxy") ?? []
            }
            created={key}
            onCreated={setKey}
            onDone={() => setKeyDone(true)}
          />
        ) : null}
        {step === "connect" ? <ConnectStep upstream={present} secret={key?.key ?? null} /> : null}
      </Card>
    </PlainFrame>
  );
}

function StepList({ current }: { current: Step }) {
  const t = useMessages();
  const at = STEPS.indexOf(current);
  return (
    <ol aria-label={t.setup.steps} className="grid grid-cols-2 gap-2 sm:grid-cols-4">
      {STEPS.map((step, index) => (
        <li
          key={step}
          aria-current={step === current ? "step" : undefined}
          className={classNames(
            "flex items-center gap-2.5 border-t-2 pt-2.5",
            index <= at ? "border-action" : "border-hairline text-muted",
          )}
        >
          <span
            aria-hidden="true"
            className={classNames(
              "flex size-5 items-center justify-center rounded-full text-xs font-semibold",
              index < at && "bg-ok-tint text-ok",
              index === at && "bg-action text-on-action",
              index > at && "bg-sunken",
            )}
          >
            {index < at ? <Check size={12} /> : index + 1}
          </span>
          <span className="text-[13px] font-medium">{t.setup[step]}</span>
          {index < at ? <span className="sr-only">{t.setup.done}</span> : null}
        </li>
      ))}
    </ol>
  );
}

function leadOf(
  step: Step,
  words: { ownerLead: string; upstreamLead: string; keyLead: string; connectLead: string },
): string {
  return {
    owner: words.ownerLead,
    upstream: words.upstreamLead,
    key: words.keyLead,
    connect: words.connectLead,
  }[step];
}
