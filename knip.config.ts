import type { KnipConfig } from "knip";

const packageInStyle = /@import\s+["']([^"']+)["']|url\(["']?(@?[a-z][^"')]*)["']?\)/g;

export default {
  entry: [
    "server/main.ts",
    "db/embedded/{child,create-postgres}.ts",
    "{db,ingest,api,server,simulator}/**/*-{worker,child}.ts",
    "scripts/*.{ts,mjs}",
    "test/**/*.test.{ts,tsx}",
    "test/**/*-{worker,child}.ts",
  ],
  project: [
    "{domain,db,ingest,api,server,simulator,web}/**/*.{ts,tsx,css}",
    "{scripts,test}/**/*.{ts,tsx,mjs}",
  ],
  ignoreExportsUsedInFile: true,
  compilers: {
    // Stylesheets import packages too: Tailwind and the font's files.
    css: (text) =>
      [...text.matchAll(packageInStyle)]
        .map((match) => match[1] ?? match[2] ?? "")
        .filter((specifier) => !specifier.includes(":"))
        .map((specifier) => `import "${specifier}";`)
        .join("\n"),
  },
} satisfies KnipConfig;
