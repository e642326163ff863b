/** Style of the documentation page; light and dark after the reader's system. */
export const DOCUMENT_STYLE = `
:root { color-scheme: light dark; --edge: #8884; --soft: #8881; --accent: light-dark(#0b5cad, #7cc0ff); }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; background: Canvas; color: CanvasText; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 6rem; }
h1 { margin: 0 0 .25rem; font-size: 1.9rem; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.25rem; text-transform: capitalize; }
nav ul { columns: 2; padding: 0; list-style: none; }
a { color: var(--accent); }
details { border: 1px solid var(--edge); border-radius: .6rem; margin: .5rem 0; }
summary { display: flex; flex-wrap: wrap; gap: .25rem .75rem; padding: .6rem .9rem; cursor: pointer; align-items: baseline; }
details > div { padding: 0 .9rem .9rem; overflow-x: auto; }
code { font: .9em/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
.method { font-weight: 700; min-width: 4.2em; color: var(--accent); }
.access { margin-left: auto; font-size: .8rem; opacity: .75; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--edge); }
pre { background: var(--soft); padding: .8rem; border-radius: .5rem; overflow-x: auto; }
`;
