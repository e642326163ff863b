import type { PicturedPage } from "./pictured-pages.ts";

/** The gallery as Markdown: every page light, dark and on a phone. */
export function writeGallery(pages: readonly PicturedPage[]): string {
  const sections = pages.map(
    ({ name, title }) => `## ${title}

![${title}, light](${name}-light.webp)

![${title}, dark](${name}-dark.webp)

![${title}, on a phone](${name}-phone.webp)
`,
  );
  return `# Every page of the dashboard

The demo's synthetic data, as \`npm run screenshots\` pictures it.

${sections.join("\n")}`;
}
