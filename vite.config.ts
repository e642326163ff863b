import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const SERVER = "http://127.0.0.1:4080";

/** The page asks for the font at once, not when its styles are read and a text needs it. */
const preloadFont: Plugin = {
  name: "preload-font",
  transformIndexHtml: {
    order: "post",
    handler: (_, { bundle = {} }) =>
      Object.keys(bundle)
        .filter((file) => file.endsWith(".woff2"))
        .map((file) => ({
          tag: "link",
          attrs: {
            rel: "preload",
            as: "font",
            type: "font/woff2",
            href: `/${file}`,
            crossorigin: "",
          },
          injectTo: "head",
        })),
  },
};

export default defineConfig({
  root: fileURLToPath(new URL("web", import.meta.url)),
  plugins: [react(), tailwindcss(), preloadFont],
  build: {
    outDir: fileURLToPath(new URL("dist/web", import.meta.url)),
    emptyOutDir: true,
    target: "es2022",
    sourcemap: false,
    // What belongs to what, for the budgets of `test/integration/web/bundle-budgets.test.ts`.
    manifest: true,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              // Named first, or it would come with the charts, on every page.
              name: "react",
              priority: 2,
              test: /node_modules[\\/](react|react-dom|scheduler|react-is|use-sync-external-store)[\\/]/,
            },
            {
              name: "charts",
              test: /node_modules[\\/](recharts|d3-|victory-vendor|@reduxjs|react-redux|immer|reselect|decimal|es-toolkit|eventemitter3|use-sync-external-store)/,
            },
            // Half of the what-if's page: fetched beside it.
            { name: "zod", test: /node_modules[\\/]zod[\\/]/ },
            // A language's sentences outgrow a chunk: two that come side by side.
            ...["en", "fr"].map((language) => ({
              name: `sentences-${language}`,
              test: new RegExp(
                `i18n[\\\\/](reconciliation|revenue|stripe|system|people|rates|economics|months|audit-log|settings)-${language}\\.ts$`,
              ),
              priority: 3,
            })),
            // What no page is without, in one request.
            { name: "frame", tags: ["$initial"], priority: 1 },
            {
              // What many pages share: a request for each icon would cost more than a few kilobytes too many.
              name: "shared",
              minShareCount: 8,
              test: /[\\/](web[\\/](?!i18n|pages|charts|palette|frame|guides|docs|quotas|audit-log)|domain[\\/]|lucide-react|@tanstack|date-fns)/,
            },
          ],
        },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    proxy: Object.fromEntries(
      ["/api", "/proxy", "/hooks", "/healthz", "/readyz"].map((path) => [path, SERVER]),
    ),
  },
});
