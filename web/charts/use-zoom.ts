import { useMemo, useRef, useState, type KeyboardEvent } from "react";

/** Bucket numbers of what is marked, the first and the last included. */
export interface Zoom {
  readonly first: number;
  readonly last: number;
}

interface PointerState {
  readonly activeTooltipIndex?: number | string | null | undefined;
}

/**
 * Marks a part of a time axis: by dragging, or with "[" and "]" at the cursor that the arrow keys move. A press that goes
 * nowhere, and Enter, pick the point instead.
 */
export function useZoom(actions: {
  readonly onZoom: (zoom: Zoom) => void;
  readonly onPick: (index: number) => void;
}) {
  const [marked, setMarked] = useState<Zoom | null>(null);
  const [start, setStart] = useState<number | null>(null);
  const pressed = useRef<number | null>(null);
  const cursor = useRef<number | null>(null);
  const handlers = useMemo(() => {
    const indexOf = ({ activeTooltipIndex }: PointerState): number | null =>
      activeTooltipIndex == null || activeTooltipIndex === "" ? null : Number(activeTooltipIndex);
    return {
      onMouseDown: (state: PointerState): void => {
        pressed.current = indexOf(state);
      },
      onMouseMove: (state: PointerState): void => {
        const [from, to] = [pressed.current, indexOf(state)];
        if (from === null || to === null) return;
        setMarked(from === to ? null : inOrder(from, to));
      },
      onMouseUp: (state: PointerState): void => {
        const [from, to] = [pressed.current, indexOf(state)];
        pressed.current = null;
        setMarked(null);
        if (from === null || to === null) return;
        if (from === to) actions.onPick(to);
        else actions.onZoom(inOrder(from, to));
      },
      onMouseLeave: (): void => {
        pressed.current = null;
        setMarked(null);
      },
    };
  }, [actions]);
  return {
    handlers,
    marked,
    /** Where a zoom by the keyboard begins; null while none was begun. */
    start,
    /** Told by whatever draws the cursor. */
    noteCursor: (index: number | null): void => {
      cursor.current = index;
    },
    onKeyDown: (event: KeyboardEvent): void => {
      const at = cursor.current;
      if (at === null || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "[") setStart(at);
      else if (event.key === "]" && start !== null) {
        setStart(null);
        actions.onZoom(inOrder(start, at));
      } else if (event.key === "Enter") actions.onPick(at);
      else return;
      event.preventDefault();
    },
  };
}

function inOrder(a: number, b: number): Zoom {
  return { first: Math.min(a, b), last: Math.max(a, b) };
}
