/** The list of generations: its columns, its order, its export. */
export const clipListEn = {
  columns: "Columns",
  fittingColumns: "Those that fit",
  names: {
    basis: "Basis",
    region: "Region",
    platform: "Platform",
    plan: "Plan",
    customer: "Customer",
    upstream: "Upstream",
    failure: "Failure",
  },
  sortBy: (name: string) => `Order by ${name}`,
  order: "Order",
  orders: {
    "-created": "Newest first",
    created: "Oldest first",
    "-cost": "Dearest first",
    cost: "Cheapest first",
    "-took": "Slowest first",
    took: "Fastest first",
  },
  captions: {
    "-created": "Generations in this period, newest first",
    created: "Generations in this period, oldest first",
    "-cost": "Generations in this period, dearest first",
    cost: "Generations in this period, cheapest first",
    "-took": "Generations in this period, slowest first",
    took: "Generations in this period, fastest first",
  },
  firstPage: "First page",
  nextPage: "Next page",
  cannotOrder: "This list can’t be put in that order: it is too long, or narrowed by waste.",
  newestInstead: "Newest first instead",
  export: "Export",
  exportLead: "All that match, with every column, oldest first",
  csv: "CSV",
  csvFrench: "CSV for French Excel",
  parquet: "Parquet",
};

export type ClipListMessages = typeof clipListEn;
