// DuckDB's side of the comparison: loads the same rows, answers lines "ANALYSIS" with "ms WALL CPU",
// rows and ".". The tables are sorted by customer and warm; month and head are stored columns.
import readline from "node:readline";
import { createRequire } from "node:module";
const require = createRequire(process.cwd() + "/");
const { DuckDBInstance } = require("@duckdb/node-api");

const folder = process.argv[2];
const database = await DuckDBInstance.create(":memory:", { threads: "2" });
const duck = await database.connect();
await duck.run("set preserve_insertion_order = false");
await duck.run(`create table lines as select * from read_csv('${folder}/lines.csv', header=false,
  columns={customer:'INTEGER', day:'SMALLINT', month:'SMALLINT', order_id:'INTEGER',
  head:'TINYINT', product:'SMALLINT', amount:'INTEGER'}) order by customer, day, order_id`);
await duck.run(`create table events as select * from read_csv('${folder}/events.csv', header=false,
  columns={customer:'INTEGER', subscription:'INTEGER', seq:'INTEGER', day:'SMALLINT',
  kind:'TINYINT', product:'SMALLINT', delivery:'UTINYINT', reason:'TINYINT'})
  order by customer, subscription, seq`);

const score = (value, cuts) =>
  "1" + [1, 2, 3, 4].map((k) => ` + (${value} > ${cuts}[${k}])::int`).join("");
const questions = {
  rfm: `with c as materialized (select customer, max(day) filter (where head = 1) r,
      count(*) filter (where head = 1) f, sum(amount) m from lines group by customer
      having count(*) filter (where head = 1) > 0),
    q as (select quantile_disc(r, [0.2, 0.4, 0.6, 0.8]) qr,
      quantile_disc(f, [0.2, 0.4, 0.6, 0.8]) qf, quantile_disc(m, [0.2, 0.4, 0.6, 0.8]) qm from c)
    select ${score("r", "qr")}, ${score("f", "qf")}, ${score("m", "qm")}, count(*), sum(m)
    from c, q group by 1, 2, 3`,
  retention: `select product, delivery, count(*), count(*) filter (where next_kind = 6),
      count(*) filter (where next_kind is null)
    from (select product, delivery, kind,
        lead(kind) over (partition by subscription order by seq) next_kind
      from events where kind in (1, 6))
    where kind = 1 group by 1, 2`,
  cohorts: `with a as (select customer, month, count(*) filter (where head = 1) orders,
      sum(amount) sales from lines group by customer, month),
    f as (select orders, sales, month, min(month) over (partition by customer) born from a)
    select born, month - born, count(*) filter (where orders > 0), sum(sales)
    from f group by 1, 2 having count(*) filter (where orders > 0) > 0 or sum(sales) <> 0`,
  cancellations: `with w as (select kind, delivery,
        lead(kind) over (partition by subscription order by seq) next_kind,
        lead(reason) over (partition by subscription order by seq) reason
      from events where kind in (0, 1, 6)),
    u as materialized (select delivery, case when next_kind = 6 then reason end reason, count(*) n
      from w where kind in (0, 1) group by 1, 2),
    risk as (select delivery, sum(n) n from u group by 1),
    gone as (select delivery, reason, n from u where reason is not null)
    select r.reason, d.delivery, coalesce(gone.n, 0), risk.n
    from (select distinct reason from gone) r cross join (select distinct delivery from gone) d
    join risk on risk.delivery = d.delivery
    left join gone on gone.reason = r.reason and gone.delivery = d.delivery`,
};

const version = (await (await duck.runAndReadAll("select version()")).getRows())[0][0];
console.log("ready " + version);
for await (const line of readline.createInterface({ input: process.stdin })) {
  const cpu = process.cpuUsage();
  const wall = performance.now();
  const rows = (await duck.runAndReadAll(questions[line.split(" ")[0]])).getRows();
  const used = process.cpuUsage(cpu);
  console.log(`ms ${performance.now() - wall} ${(used.user + used.system) / 1000}`);
  for (const row of rows) console.log(row.map(String).join(","));
  console.log(".");
}
process.exit(0);
