import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatNano } from "../../../domain/money.ts";
import { createFormat } from "../../../web/format/create-format.ts";
import { en } from "../../../web/i18n/en.ts";
import { fr } from "../../../web/i18n/fr.ts";
import { replyText } from "../../../web/quotas/reply-text.ts";
import { usageVerdict } from "../../../web/quotas/usage-verdict.ts";
import { refusalBars } from "../../../web/series/refusal-bars.ts";
import { usageBar } from "../../../web/series/usage-bar.ts";
import { usageAnswer, usageRow } from "../../support/quota-rows.ts";

const english = createFormat("en-US", "Europe/Paris");
const french = createFormat("fr-FR", "Europe/Paris");
const full = usageRow({ name: "Day", used: "4", held: "1" });

describe("why a user can or can't generate", () => {
  it("is nothing where no rule blocks", () => {
    const watching = usageRow({ mode: "shadow", used: "5" });
    expect(usageVerdict(usageAnswer({ data: [watching] }))).toEqual({ kind: "free" });
  });

  it("is the limit with the smallest share left, grants counted, what runs at once aside", () => {
    const wide = usageRow({ name: "wide", limit: "100", used: "90" });
    const granted = usageRow({ name: "granted", used: "5", granted_left: "10" });
    const atOnce = usageRow({ name: "at once", metric: "in_flight", limit: "1", used: "1" });
    const verdict = usageVerdict(usageAnswer({ data: [atOnce, granted, wide] }));
    expect(verdict).toMatchObject({ kind: "left", row: { name: "wide" } });
  });

  it("is the used-up limit that frees last, or a block before all", () => {
    const later = usageRow({ name: "Month", used: "5", resets_at: "2026-12-01T00:00:00.000Z" });
    const granted = usageRow({ name: "granted", used: "5", granted_left: "1" });
    const refused = usageAnswer({ allowed: false, data: [full, later, granted] });
    expect(usageVerdict(refused)).toMatchObject({ kind: "limit", row: { name: "Month" } });
    const block = { reason: "Chargeback", until: null };
    expect(usageVerdict({ ...refused, block })).toEqual({ kind: "block", ...block });
  });

  it("is the server's own sentence for what only the server knows", () => {
    const closed = usageAnswer({ allowed: false, because: "No: remix is paused." });
    expect(usageVerdict(closed)).toEqual({ kind: "other", because: "remix is paused." });
  });
});

describe("the reply to a user", () => {
  const reply = (change: Parameters<typeof usageAnswer>[0]) =>
    replyText(usageAnswer(change), "USD", en, english);

  it("says the limit and when it ends, in the user's language, with the zone", () => {
    const usage = { allowed: false, data: [full] };
    expect(reply(usage).replaceAll(/\s/g, " ")).toBe(
      "You have reached your allowance of 5 generations per day, UTC. You can create the next video from Nov 23, 01:00 AM (Europe/Paris).",
    );
    expect(replyText(usageAnswer(usage), "USD", fr, french)).toContain(
      "Vous pourrez créer la prochaine vidéo à partir du 23 nov., 01:00 (Europe/Paris).",
    );
  });

  it("tells neither the colleagues' reason, nor a rule's name, nor what we pay", () => {
    const block = { reason: "Chargeback of ch_1", until: "2026-12-01T00:00:00.000Z" };
    const texts = [
      reply({ allowed: false, block }),
      reply({ allowed: false, data: [full] }),
      reply({ data: [usageRow({ metric: "cost", name: "Secret", used: "1.25" })] }),
      reply({ allowed: false, because: "No: remix is not open to plan free." }),
    ];
    for (const text of texts) expect(text).not.toMatch(/Chargeback|Day|Secret|\$|remix/);
    expect(texts[0]).toContain("until Dec 1, 2026, 01:00 AM.");
  });
});

describe("the bars", () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 15n }).map(formatNano);

  it("of usage stay inside their track, whatever was lowered or used", () => {
    fc.assert(
      fc.property(amount, amount, amount, (used, held, limit) => {
        const bar = usageBar({ used, held, limit });
        expect(bar.used).toBeGreaterThanOrEqual(0);
        expect(bar.held).toBeGreaterThanOrEqual(0);
        expect(bar.used + bar.held).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
    expect(usageBar({ used: "2", held: "1", limit: "4" })).toEqual({ used: 0.5, held: 0.25 });
    expect(usageBar({ used: "0", held: "0", limit: "0" })).toEqual({ used: 1, held: 0 });
  });

  it("of refusals leave out who loses nothing and the empty end, and fill with the most users", () => {
    const bar = (from: number, to: number | null, users: number) => ({
      from,
      to,
      users,
      refused: 0,
    });
    const bars = refusalBars([
      bar(0, 0, 900),
      bar(1, 1, 10),
      bar(2, 5, 0),
      bar(6, 10, 40),
      bar(11, null, 0),
    ]);
    expect(bars.map(({ from, users, width }) => [from, users, width])).toEqual([
      [1, 10, 0.25],
      [2, 0, 0],
      [6, 40, 1],
    ]);
    expect(refusalBars([bar(1, null, 0)])).toEqual([]);
  });
});
