import { useRef, type ReactNode } from "react";
import { DownloadMenu, type DownloadSource } from "../download/download-menu.tsx";
import { Card } from "../ui/card.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

export type FigureStatus =
  | { readonly kind: "loading" }
  | { readonly kind: "error"; readonly error: Error; readonly onRetry: () => void }
  | { readonly kind: "ready"; readonly refreshing: boolean };

interface FigureProps {
  readonly title: string;
  readonly subtitle: ReactNode;
  readonly status: FigureStatus;
  readonly tools?: ReactNode;
  /** Height of what is drawn, kept in every state so that nothing below moves. */
  readonly height: number;
  readonly children: ReactNode;
  readonly note?: ReactNode;
  /** The figures behind it, for files; null while they come, absent when there is nothing to download. */
  readonly download?: DownloadSource | null | undefined;
  /** True while it shows a table, of which there is no picture. */
  readonly isTable?: boolean;
  /** Below what is drawn, and in no picture of it. */
  readonly footer?: ReactNode;
  readonly className?: string;
}

/** The frame of everything drawn: title, tools, and the four states with one geometry. */
export function Figure({
  title,
  subtitle,
  status,
  tools,
  height,
  children,
  note,
  download,
  isTable,
  footer,
  className,
}: FigureProps) {
  const drawing = useRef<HTMLDivElement>(null);
  const busy = status.kind === "loading" || (status.kind === "ready" && status.refreshing);
  return (
    <Card className={`min-w-0 p-5 ${className ?? ""}`}>
      <figure aria-busy={busy} className="min-w-0">
        <figcaption className="mb-4 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <div className="min-w-0">
            <h2 className="text-[15px] font-semibold tracking-tight">{title}</h2>
            <p className="mt-0.5 text-[13px] text-muted">{subtitle}</p>
          </div>
          <div className="flex flex-wrap items-center gap-2">
            {tools}
            {download !== undefined && download !== null && status.kind === "ready" ? (
              <DownloadMenu
                title={title}
                source={download}
                drawing={isTable === true ? undefined : drawing}
              />
            ) : null}
            {download === null || (download !== undefined && status.kind === "loading") ? (
              <span aria-hidden="true" className="h-8 w-[37px]" />
            ) : null}
          </div>
        </figcaption>
        <div
          ref={drawing}
          style={{ minHeight: height }}
          className={busy && status.kind === "ready" ? "opacity-60" : ""}
        >
          {status.kind === "loading" ? <LoadingBody height={height} /> : null}
          {status.kind === "error" ? (
            <ErrorState error={status.error} onRetry={status.onRetry} minHeight={height} />
          ) : null}
          {status.kind === "ready" ? children : null}
        </div>
        {note === undefined || note === null ? null : (
          <p className="mt-3 text-xs text-muted">{note}</p>
        )}
        {footer}
      </figure>
    </Card>
  );
}

function LoadingBody({ height }: { height: number }) {
  return (
    <div style={{ height }} className="flex flex-col justify-between py-2">
      {["a", "b", "c", "d", "e"].map((line) => (
        <Skeleton key={line} className="h-3 w-full" />
      ))}
    </div>
  );
}

/** The state of a figure that is drawn from one query. */
export function figureStatus(query: {
  readonly data: unknown;
  readonly error: Error | null;
  readonly isPlaceholderData: boolean;
  readonly refetch: () => unknown;
}): FigureStatus {
  if (query.data !== undefined) return { kind: "ready", refreshing: query.isPlaceholderData };
  if (query.error !== null) {
    return { kind: "error", error: query.error, onRetry: () => void query.refetch() };
  }
  return { kind: "loading" };
}
