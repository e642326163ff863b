import { Link, useParams } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useMemo } from "react";
import { useMessages } from "../../i18n/use-messages.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { FilterChips } from "../../view-bar/filter-chips.tsx";
import { ViewBar } from "../../view-bar/view-bar.tsx";
import { featureView, filtersBeside } from "../../view/feature-search.ts";
import { useView } from "../../view/use-view.ts";
import { useViewSearch } from "../../view/use-view-search.ts";
import { FeatureBody } from "./feature-body.tsx";
import { SurfaceSwitch } from "./surface-switch.tsx";
import { useChangeFeature } from "./use-change-feature.ts";

/** One feature: what a clip of it costs, why its margin is what it is, and whose it is. */
export function FeaturePage() {
  const t = useMessages();
  const { name } = useParams({ from: "/app/features/$name" });
  const view = useView();
  const change = useChangeFeature(name);
  const own = useMemo(() => featureView(view, name), [name, view]);
  const beside = { ...view, filters: filtersBeside(view) };
  return (
    <>
      <Link
        to="/features"
        search={useViewSearch()}
        className="mb-3 inline-flex min-h-6 items-center gap-1.5 text-[13px] text-muted hover:text-text"
      >
        <ArrowLeft size={14} aria-hidden="true" />
        {t.features.back}
      </Link>
      <PageHeader
        title={name}
        lead={t.features.feature.lead}
        actions={
          <>
            <ViewBar view={beside} change={change} withCompare />
            <SurfaceSwitch view={own} change={change} />
          </>
        }
      />
      <FilterChips view={beside} change={change} />
      <FeatureBody key={name} name={name} view={own} change={change} />
    </>
  );
}
