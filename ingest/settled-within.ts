/**
 * Waits for the work, `ms` at most. @returns true when it ended in time, well or badly; its result or failure is
 * still the work's own to hand out.
 */
export async function settledWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const ended = work.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([ended, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** How long a `close` waits for work that runs; the driver gives up on the rest when its pool closes. */
export const CLOSE_WAIT_MS = 3_000;
