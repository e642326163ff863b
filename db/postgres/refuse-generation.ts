import type { Postgres } from "./client.ts";

/** The upstream surely did not accept: the job failed, costs nothing, and gives its holds back. */
export async function refuseGeneration(
  pg: Postgres,
  refused: {
    readonly generationId: string;
    readonly kind: string;
    readonly code: string;
    readonly message: string;
    /** Names the zero where no price does. */
    readonly reportingCurrency: string;
  },
): Promise<boolean> {
  const [row] = await pg.sql<{ open: boolean }[]>`
    select refuse_generation(${refused.generationId}::uuid, ${refused.kind}, ${refused.code},
      ${refused.message}, ${refused.reportingCurrency}) as open`;
  return row?.open ?? false;
}

/** Takes back an admission that was never forwarded, row and holds. @returns whether there was one. */
export async function withdrawGeneration(pg: Postgres, generationId: string): Promise<boolean> {
  const [row] = await pg.sql<{ found: boolean }[]>`
    select withdraw_generation(${generationId}::uuid) as found`;
  return row?.found ?? false;
}
