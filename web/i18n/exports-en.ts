/** The sentences of the page about exports. */
export const exportsEn = {
  title: "Exports",
  lead: "The figures of the period and the filters above, as files, and the connection for your own reports.",
  kind: "CSV for",
  dialects: {
    rfc4180: "Programs and spreadsheets in English (RFC 4180)",
    "excel-fr": "Excel in French (semicolons, decimal commas)",
  },
  files: {
    focus: {
      title: "Spend, as FOCUS 1.2",
      lead: "One row for each settled generation with a known cost, in the columns that FinOps tools read. Always RFC 4180.",
    },
    generations: {
      title: "Generations",
      lead: "One row for each generation, with its cost and how it came about. Unknown costs are empty cells.",
    },
    margin: {
      title: "Margin by feature",
      lead: "Spend against recognised revenue, as in the margin report. Whole days; filters do not apply.",
    },
  },
  download: (title: string, kind: string) => `${title}: download ${kind}`,
  bi: {
    title: "Your own reports",
    lead: "A ClickHouse user that reads four documented views of this workspace, and nothing else.",
    adminOnly: "An owner or admin of the workspace can see address and password.",
    show: "Show the connection",
    showing: "Loading…",
    audited: "The audit log notes who looked.",
    url: "Address",
    database: "Database",
    user: "User",
    password: "Password",
    copyPassword: "Copy password",
    statements:
      "On a ClickHouse of your own, run these statements once. They make the user with this password; the next look gives another one.",
    copyStatements: "Copy statements",
    views: "Views",
    view: "View",
    row: "One row is",
    columns: "Columns",
  },
};

export type ExportsMessages = typeof exportsEn;
