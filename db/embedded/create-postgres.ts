/**
 * Entry of a short-lived process: creates a PGlite data directory at the path given as argument.
 * Apart, because this first start takes some 800 MB that the process would never give back.
 */
import { PGlite } from "@electric-sql/pglite";

const [, , directory] = process.argv;
if (directory === undefined) throw new Error("name the directory to create");
const database = await PGlite.create({ dataDir: directory });
await database.close();
process.exit(0);
