import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import { apiUnderTest, newToken, newWorkspace, type ApiUnderTest } from "./api-under-test.ts";
import { importFile, ledger } from "./import-file.ts";
import { unreachableClickHouse } from "./unreachable-clickhouse.ts";

const PLAY_HEADER =
  "Description,Transaction Date,Transaction Time,Tax Type,Transaction Type,Refund Type,Product Title,Product id,Product Type,Sku Id,Hardware,Buyer Country,Buyer State,Buyer Postal Code,Buyer Currency,Amount (Buyer Currency),Currency Conversion Rate,Merchant Currency,Amount (Merchant Currency)";
const play = (order: string, day: string, type: string, amount: string, country = "FR") =>
  `${order},"${day}",10:00:00 AM PDT,,${type},,Clips,app.clips,inapp,pack_10,phone,${country},,75001,EUR,${amount},1.000000,EUR,${amount}`;

const APPLE_HEADER =
  "Start Date\tEnd Date\tUPC\tISRC/ISBN\tVendor Identifier\tQuantity\tPartner Share\tExtended Partner Share\tPartner Share Currency\tSales or Return\tApple Identifier\tArtist/Show/Developer/Author\tTitle\tLabel/Studio/Network/Developer/Publisher\tGrid\tProduct Type Identifier\tISAN/Other Identifier\tCountry Of Sale\tPre-order Flag\tPromo Code\tCustomer Price\tCustomer Currency";
const apple = (sku: string, country: string, units: number, share: string, kind: "S" | "R") =>
  `09/27/2026\t10/31/2026\t\t\t${sku}\t${units}\t3.49\t${share}\tEUR\t${kind}\t1234567890\tUs\tThe 10" pack\tUs\t\tIA1\t\t${country}\t\t\t4.99\tEUR`;

describe("a store's monthly file", () => {
  let server: PostgresServer;
  let api: ApiUnderTest;
  let token: string;
  beforeAll(async () => {
    server = await withPostgres("server");
    const pg = await server.database();
    api = apiUnderTest({ pg, ch: unreachableClickHouse() });
    token = (await newToken(api, await newWorkspace(pg), "owner")).token;
  });
  afterAll(async () => {
    await server.close();
  });
  const file = (profile: string, lines: readonly string[], separator = "\n") => ({
    token,
    profile,
    csv: `\uFEFF${[...lines, ""].join(separator)}`,
  });

  it("of Google Play: the lines of an order become one entry of gross, fees and refunded", async () => {
    const lines = [
      PLAY_HEADER,
      play("GPA.1", "Oct 5, 2026", "Charge", "10.00"),
      play("GPA.1", "Oct 5, 2026", "Google fee", "-1.50"),
      play("GPA.2", "Oct 6, 2026", "Charge", "20.00"),
      play("GPA.2", "Oct 6, 2026", "Google fee", "-3.00"),
      play("GPA.2", "Oct 9, 2026", "Charge refund", "-20.00"),
      play("GPA.2", "Oct 9, 2026", "Google fee refund", "3.00"),
    ];
    const answer = await importFile(api, file("google-play-earnings", lines, "\r\n"));
    expect(answer.body).toMatchObject({ rows_read: 6, entries: 2, created: 2 });
    const rows = (await ledger(api, token)).filter((row) => row["platform"] === "android");
    expect(rows).toMatchObject([
      {
        external_id: "google-play/2026-10/GPA.1",
        occurred_at: "2026-10-05T07:00:00.000Z",
        amount: "8.500000000",
        gross: "10.000000000",
        fees: "1.500000000",
        refunded: null,
        region: "FR",
        plan: "pack_10",
      },
      {
        amount: "0.000000000",
        gross: "20.000000000",
        fees: "0.000000000",
        refunded: "20.000000000",
      },
    ]);

    const later = [PLAY_HEADER, play("GPA.1", "Nov 2, 2026", "Charge refund", "-10.00")];
    await importFile(api, file("google-play-earnings", later));
    const [sale, refund] = (await ledger(api, token)).filter((row) =>
      String(row["external_id"]).endsWith("GPA.1"),
    );
    expect(sale).toMatchObject({ amount: "8.500000000", version: 1 });
    expect(refund).toMatchObject({
      amount: "-10.000000000",
      gross: null,
      refunded: "10.000000000",
    });
  });

  it("of Google Play: a kind of line without a role is named, never guessed", async () => {
    const lines = [PLAY_HEADER, play("GPA.9", "Oct 5, 2026", "Adjustment", "1.00")];
    const answer = await importFile(api, file("google-play-earnings", lines));
    expect(answer.body["errors"]).toEqual([
      { field: "line 2, Transaction Type", message: "has no role in the mapping's group" },
    ]);
  });

  it("of Google Play: lines of one order that disagree are named", async () => {
    const lines = [
      PLAY_HEADER,
      play("GPA.8", "Oct 5, 2026", "Charge", "10.00", "FR"),
      play("GPA.8", "Oct 5, 2026", "Google fee", "-1.50", "DE"),
    ];
    const answer = await importFile(api, file("google-play-earnings", lines));
    expect(answer.body["errors"]).toEqual([
      {
        field: "line 3, Buyer Country",
        message: "differs from line 2, which belongs to the same entry",
      },
    ]);
  });

  it("of Apple: a product's sales and returns in a country are one entry of the month", async () => {
    const lines = [
      APPLE_HEADER,
      apple("pack_10", "FR", 10, "34.90", "S"),
      apple("pack_10", "FR", -1, "-3.49", "R"),
      apple("pack_10", "DE", 2, "6.98", "S"),
      apple("pack_10", "DE", 1, "3.49", "R"),
      "Total_Rows\t4",
      "Total_Amount\t41.88",
      "Total_Units\t12",
      "Country Of Sale\tPartner Share Currency\tQuantity\tExtended Partner Share",
      "FR\tEUR\t9\t31.41",
    ];
    const answer = await importFile(api, file("app-store-financial-report", lines));
    expect(answer.body).toMatchObject({ rows_read: 4, entries: 2, created: 2 });
    const rows = (await ledger(api, token)).filter((row) => row["platform"] === "ios");
    expect(rows).toMatchObject([
      {
        external_id: "app-store/09/27/2026/pack_10/DE/EUR",
        amount: "3.490000000",
        refunded: "3.490000000",
      },
      {
        external_id: "app-store/09/27/2026/pack_10/FR/EUR",
        amount: "31.410000000",
        gross: null,
        refunded: "3.490000000",
        period: { from: "2026-09-27T00:00:00.000Z", to: "2026-11-01T00:00:00.000Z" },
      },
    ]);
    expect((await importFile(api, file("app-store-financial-report", lines))).body).toMatchObject({
      unchanged: 2,
    });
  });
});
