const TIMEOUT_MS = 5_000;

/** Whether this page's server is there at all. */
export async function serverAnswers(): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return (await fetch("/healthz", { cache: "no-store", signal })).ok;
  } catch {
    // No answer is the answer.
    return false;
  }
}
