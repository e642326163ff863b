import { Link } from "@tanstack/react-router";
import type { GenerationDetail } from "../../../api/contract/generations.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { Facts } from "../../ui/facts.tsx";
import { localDate } from "../../view/time-range.ts";
import { unitName } from "../prices/unit-name.ts";

/** units × price = cost, and the GPU time, each with where it comes from. */
export function CostCard({ detail }: { detail: GenerationDetail }) {
  const t = useMessages();
  const format = useFormat();
  const { cost, calculation } = detail;
  const words = t.generation;
  const estimate =
    detail.estimate === null || cost.currency === null
      ? null
      : format.money(detail.estimate, cost.currency, "exact");
  return (
    <Card>
      <h2 className="text-[15px] font-semibold tracking-tight">{words.sum}</h2>
      <p className="mt-0.5 text-[13px] text-muted">{t.generations.bases[cost.basis]}</p>
      {cost.basis === "unpriced" ? <Unpriced detail={detail} /> : null}
      {calculation === null ? null : (
        <div className="mt-5 rounded-lg bg-sunken px-4 py-4">
          <div
            data-testid="sum"
            className="tabular flex flex-wrap items-end gap-x-4 gap-y-3 text-lg font-medium"
          >
            <Term label={unitName(calculation.unit, t)} value={format.decimal(calculation.units)} />
            <Sign text="×" />
            <Term
              label={words.unitPrice}
              value={format.money(calculation.unit_amount, calculation.currency, "exact")}
            />
            <Sign text="=" />
            <Term
              label={words.amount}
              value={format.money(calculation.amount, calculation.currency, "exact")}
            />
          </div>
        </div>
      )}
      <div className="mt-5">
        <Facts
          rows={[
            ...(estimate === null
              ? []
              : [
                  {
                    id: "estimate",
                    label: words.estimate,
                    value: <span className="tabular">{estimate}</span>,
                  },
                ]),
            ...(calculation === null
              ? []
              : [
                  {
                    id: "price",
                    label: words.price,
                    value: <PriceText detail={detail} priceId={calculation.price_id} />,
                  },
                ]),
            { id: "gpu", label: words.gpu, value: <GpuText detail={detail} /> },
            ...(detail.gpu_type === null
              ? []
              : [{ id: "gpu-type", label: words.gpuType, value: detail.gpu_type }]),
          ]}
        />
      </div>
    </Card>
  );
}

function GpuText({ detail }: { detail: GenerationDetail }) {
  const t = useMessages();
  const format = useFormat();
  if (detail.gpu_ms === null) {
    const why = detail.finished_at === null ? t.generations.noGpuYet : t.generations.noGpu;
    return (
      <>
        {t.common.unknown} <span className="text-muted">{why}</span>
      </>
    );
  }
  return (
    <>
      <span className="tabular">{format.duration(detail.gpu_ms)}</span>{" "}
      <span className="text-muted">
        {detail.gpu_basis === null ? "" : t.generations.gpuBases[detail.gpu_basis]}
      </span>
    </>
  );
}

function PriceText({ detail, priceId }: { detail: GenerationDetail; priceId: string }) {
  const t = useMessages();
  const format = useFormat();
  const { price } = detail;
  const words = t.clip.version;
  return (
    <>
      <Link to="/prices" className="font-mono text-xs break-all text-link hover:underline">
        {priceId}
      </Link>
      {price === null ? null : (
        <span className="block text-muted">
          {[
            words.validFrom(format.day(price.valid_from)),
            price.own ? words.own : words.builtIn,
            ...(price.source === null ? [] : [price.source]),
          ].join(" · ")}
        </span>
      )}
    </>
  );
}

/** The way out for a cost that is unknown. */
function Unpriced({ detail }: { detail: GenerationDetail }) {
  const t = useMessages();
  const { timeZone } = useFormat();
  const day = localDate(Date.parse(detail.created_at), timeZone);
  return (
    <p className="mt-4 rounded-lg bg-sunken px-3.5 py-3 text-[13px]">
      {t.generation.unpriced}{" "}
      <Link
        to="/prices/unpriced"
        search={{ range: "custom", from: day, to: day }}
        className="font-medium text-link underline underline-offset-2"
      >
        {t.generation.addPrice}
      </Link>
    </p>
  );
}

function Term({ label, value }: { label: string; value: string }) {
  return (
    <p>
      <span data-testid="term" className="block">
        {value}
      </span>
      <span className="block text-xs font-normal text-muted">{label}</span>
    </p>
  );
}

function Sign({ text }: { text: string }) {
  return <p className="pb-4 text-muted">{text}</p>;
}
