export const HELP = `Reelmeter: what generative video costs and earns.

  npm start                 runs proxy, api, worker and dashboard on one port
  npm start -- --help       this text

It is configured by environment variables; README.md describes each:
  PORT, HOST                one port for everything        4080, 127.0.0.1
  DATA_DIR                  embedded databases and spool   .reelmeter
  DATABASE_URL              your own PostgreSQL            embedded
  CLICKHOUSE_URL            your own ClickHouse            embedded
  CLICKHOUSE_CLUSTER        its cluster's name
  REELMETER_ROLES           proxy,api,worker
  REELMETER_SECRET_KEY      encrypts credentials           generated when embedded
  REELMETER_ADMIN_TOKEN     a static management token
  REELMETER_PUBLIC_URL      links and webhook addresses    http://HOST:PORT
  REELMETER_CURRENCY        reporting currency             USD
  LOG_LEVEL                 JSON lines on standard error   info
`;
