// Who may import whom: each entry is one rule of the house, and the linter says its `because`.
// A list of its own because oxlint's no-restricted-imports would need every pattern again in every
// folder's override.

const product = ["domain", "db", "ingest", "api", "server", "web"];
const code = [...product, "simulator", "scripts"];
const without = (all, ...gone) => all.filter((folder) => !gone.includes(folder));

const drivers =
  /^(?:drizzle-orm|postgres|pg|libsql|chdb|better-sqlite3|node:sqlite|@clickhouse\/client[^/]*|@electric-sql\/[^/]+)(?:\/|$)/;
const serverPackages =
  /^(?:node:|(?:fs|path|os|crypto|http|https|net|stream|child_process|worker_threads|process|undici|pino|prom-client|openai)(?:\/|$)|@hono\/|hono$|hono\/(?!client$))/;

/**
 * `of`: the folders the rule binds, `except`: folders and files in them that it does not bind;
 * `folders`, `packages`: what they may not import, `names`: only these names of it,
 * `typesAllowed`: its types they may.
 */
export const boundaries = [
  {
    of: ["domain"],
    folders: [...without(code, "domain"), "test"],
    packages: /^(?!zod(?:\/|$))/,
    because: "domain decides: it imports zod and its own files only.",
  },
  {
    of: ["simulator"],
    folders: [...product, "scripts", "test"],
    because: "the simulator imports nothing of the product.",
  },
  {
    of: without(code, "db"),
    packages: drivers,
    because: "only db/ imports SQL drivers and engines: ask db/ for a function.",
  },
  {
    of: code,
    except: ["api/auth", "db/postgres"],
    packages: /^(?:better-auth|@better-auth\/[^/]+)(?:\/|$)/,
    because: "better-auth is imported in api/auth and db/postgres only.",
  },
  {
    of: ["db"],
    folders: ["ingest", "api", "web"],
    because: "db remembers: it imports domain only, never a layer above it.",
  },
  {
    of: ["ingest"],
    folders: ["api"],
    because: "ingest and api never import each other: they meet in the databases.",
  },
  {
    of: ["api"],
    folders: ["ingest"],
    because: "ingest and api never import each other: they meet in the databases.",
  },
  {
    of: without(code, "server"),
    folders: ["server"],
    because: "nothing imports server/: it is the composition root.",
  },
  {
    of: product,
    folders: ["simulator", "scripts", "test"],
    because: "the product never imports simulator/, scripts/ or test/.",
  },
  { of: without(code, "web"), folders: ["web"], because: "nothing but web/ imports web/." },
  {
    of: ["web"],
    folders: ["api"],
    typesAllowed: true,
    because: "web takes the api's types only: write `import type`.",
  },
  {
    of: ["web"],
    folders: ["db", "ingest"],
    packages: serverPackages,
    because: "web/ runs in a browser: no databases, no proxy, no node modules.",
  },
  {
    of: code,
    except: ["web/charts"],
    packages: /^recharts(?:\/|$)/,
    because: "only web/charts imports recharts.",
  },
  {
    of: without(product, "server"),
    except: ["db/embedded"],
    packages: /^@hono\/node-server$/,
    names: ["serve", "createAdaptorServer"],
    because: "only server/ opens the product's ports: `serve` belongs there.",
  },
  {
    of: ["db", "ingest", "api", "simulator"],
    except: ["db/embedded", "simulator/main.ts"],
    packages: /^(?:node:)?process$/,
    because: "only server/ and entry scripts read the environment: take the value as an argument.",
  },
];
