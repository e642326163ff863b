import { z } from "zod";

const challengeSchema = z.strictObject({ challenge: z.string().min(1).max(1_000) });

/** What `{"challenge": …}` wants back; null for any other body. */
export function readChallenge(body: string): string | null {
  try {
    const read = challengeSchema.safeParse(JSON.parse(body));
    return read.success ? read.data.challenge : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
