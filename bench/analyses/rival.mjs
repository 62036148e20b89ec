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
  head:'TINYINT', product:'SMALLINT', amount:'INTEGER', bought:'TINYINT', quantity:'TINYINT',
  delivery:'UTINYINT'}) order by customer, day, order_id`);
await duck.run(`create table events as select * from read_csv('${folder}/events.csv', header=false,
  columns={customer:'INTEGER', subscription:'INTEGER', seq:'INTEGER', day:'SMALLINT',
  month:'SMALLINT', kind:'TINYINT', product:'SMALLINT', delivery:'UTINYINT', reason:'TINYINT',
  monthly:'INTEGER'}) order by customer, subscription, seq`);
await duck.run(`create table touches as select * from read_csv('${folder}/touches.csv', header=false,
  columns={customer:'INTEGER', day:'SMALLINT', purpose:'TINYINT', flags:'UTINYINT'})
  order by customer, day`);

const score = (value, cuts) =>
  "1" + [1, 2, 3, 4].map((k) => ` + (${value} > ${cuts}[${k}])::int`).join("");
const asOf = 12783;
const cut = asOf - 60;
const lastMonth = 659;  // since 1970-01
// The last days of it and of the twelve months before; day 7305 since 1970 is 0 of the rows.
const monthEnds = Array.from({ length: 13 },
  (_, ago) => [lastMonth - ago, Date.UTC(1970, lastMonth - ago + 1, 0) / 864e5 - 7305]);
const lapsed = (day) => `(${day} - b > 240)::int`;
const top = (step) => `(select product from (select l[${step}] product from p
    where len(l) >= ${step}) group by product order by count(*) desc, product limit 12)`;
const placed = (step) => `when l[${step}] in (select product from top${step}) then l[${step}]
    else -1`;
const none = `case when ${asOf} - d[len(l)] >= 90 then -2 else -3 end`;
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
    from (select distinct reason from gone) r cross join (select delivery from risk where delivery
      between (select min(delivery) from gone) and (select max(delivery) from gone)) d
    join risk on risk.delivery = d.delivery
    left join gone on gone.reason = r.reason and gone.delivery = d.delivery`,
  // A class holds from a month with orders to the next one; in it, she lapses on some day.
  cpm: `with p as (select customer, greatest(month, ${lastMonth - 12}) since,
      min(day) filter (where head = 1) a, max(day) filter (where head = 1) b,
      count(*) filter (where head = 1) f, sum(amount) m from lines group by 1, 2),
    w as (select customer, since, lead(since, 1, ${lastMonth + 1}) over mine til,
        min(a) over mine a, max(b) over mine b, sum(f) over mine f, sum(m) over mine m
      from p window mine as (partition by customer order by since)),
    c as materialized (select customer, since, til, b, 2 * case when f = 1 then 0
        when b - a <= 90 then 1 when m < 70000 then 2 when b - a <= 210 then 3 else 4 end c
      from w where f > 0),
    t as (select max(c + ${lapsed(asOf)}) filter (where til > ${lastMonth}) now,
        coalesce(max(c + ${lapsed(monthEnds[1][1])}) filter (where since < ${lastMonth}), 10) was
      from c where til >= ${lastMonth} group by customer),
    n as (select since, til, b, c, count(*) n from c group by all),
    e as (select * from (values ${monthEnds.map((end) => `(${end})`).join(", ")}) e(month, day))
    select 0, was, now, count(*) from t group by all
    union all select 1, day + 7305, c + ${lapsed("day")}, sum(n)
      from n join e on since <= month and month < til group by all`,
  // With the variance of each value, from the changes of each customer's square (increments.cpp).
  lifetime_value: `with f as materialized (select customer, min(day) d0, min(month) m0,
        (${asOf} - min(day) + 1) // 30 o from lines where head = 1 group by customer),
    c as materialized (select m0, o, count(*) n from f group by 1, 2),
    k as materialized (select unnest(range(0, max(o))) u from c),
    n as materialized (select m0, u, sum(n)::double n from c join k on o > u group by 1, 2),
    v as (select l.customer, m0, o, (day - d0) // 30 u, sum(amount) s from lines l
      join f on f.customer = l.customer and day >= d0 and (day - d0) // 30 < o
      group by 1, 2, 3, 4),
    x as (select v.*, s / n x from v join n on n.m0 = v.m0 and n.u = v.u),
    b as (select x.*, sum(x) over (partition by customer order by u) b from x),
    t as (select m0, o, u, sum(s) s, sum(x) x, sum(x * (2 * b - x)) q from b group by 1, 2, 3),
    g as materialized (select c.m0, c.o, k.u, c.n, s inc, sum(s) over mine s, sum(x) over mine x,
        sum(q) over mine q
      from c join k on k.u < c.o left join t on t.m0 = c.m0 and t.o = c.o and t.u = k.u
      window mine as (partition by c.m0, c.o order by k.u)),
    i as (select m0, u, sum(inc) inc, sum(s) s from g group by 1, 2),
    m as materialized (select i.m0, i.u, n, s,
        sum(coalesce(inc, 0) / (n * n)) over (partition by i.m0 order by i.u) mean
      from i join n on n.m0 = i.m0 and n.u = i.u),
    z as (select g.m0, g.o, g.u, greatest(0, coalesce(q, 0) - 2 * mean * coalesce(x, 0)
        + g.n * mean * mean) z from g join m on m.m0 = g.m0 and m.u = g.u)
    select m.m0, m.u, any_value(n)::bigint, coalesce(any_value(s), 0),
      round(10 * sqrt(sum(z)))::bigint
    from m join z on z.m0 = m.m0 and z.u = least(m.u, z.o - 1) group by 1, 2`,
  purchase_flow: `with p as materialized (select customer, arg_min(product, order_id, 3) l,
      arg_min(day, order_id, 3) d from lines where head = 1 group by customer),
    top1 as materialized ${top(1)}, top2 as materialized ${top(2)}, top3 as materialized ${top(3)}
    select case ${placed(1)} end, case when len(l) < 2 then ${none} ${placed(2)} end,
      case when len(l) < 2 then 0 when len(l) < 3 then ${none} ${placed(3)} end, count(*)
    from p group by 1, 2, 3`,
  new_and_repeat: `with f as materialized (select customer, product, min(order_id) fo, min(day) d
      from lines where bought = 1 group by 1, 2),
    g as (select customer, min(d) d0 from f group by 1),
    x as materialized (select l.customer, l.product, l.month, l.bought, l.amount, l.day, f.d, g.d0
      from lines l join f on f.customer = l.customer and f.product = l.product
        and l.order_id >= f.fo join g on g.customer = l.customer),
    a as (select product, customer, coalesce(sum(amount) filter (where day = d), 0) ns,
      coalesce(sum(amount) filter (where day > d), 0) rs,
      max(bought) filter (where day = d) nc, max(bought) filter (where day > d) rc
      from x group by 1, 2),
    m as (select month, customer, coalesce(sum(amount) filter (where day = d0), 0) ns,
      coalesce(sum(amount) filter (where day > d0), 0) rs,
      max(bought) filter (where day = d0) nc, max(bought) filter (where day > d0) rc
      from x group by 1, 2)
    select 0, product, sum(ns), sum(rs), count(*) filter (where nc = 1),
      count(*) filter (where rc = 1) from a group by 2
    union all select 1, month, sum(ns), sum(rs), count(*) filter (where nc = 1),
      count(*) filter (where rc = 1) from m group by 2`,
  cross_sell: `with d as materialized (select distinct customer, product from lines
      where bought = 1)
    select a.product, b.product, count(*) from d a
    join d b on a.customer = b.customer and a.product < b.product group by 1, 2`,
  // Between two deliveries the shop skips or pauses once at most.
  delivery_flow: `with w as (select kind, delivery,
        lead(kind) over (partition by subscription order by seq) k1,
        lead(kind, 2) over (partition by subscription order by seq) k2
      from events where kind in (1, 2, 3, 6))
    select least(delivery, 24), case when k1 = 1 then 1 when k1 = 6 then 4 when k1 is null then 5
        when k2 = 6 then 4 when k1 = 2 then case when k2 = 1 then 2 else 5 end
        when k2 = 1 then 3 else 6 end, count(*)
    from w where kind = 1 group by 1, 2`,
  // No change of the shop is one of the price alone: nobody moves in way 7.
  recurring_revenue: `with e as (select customer, subscription, seq, kind, monthly, month,
        lead(month, 1, (${lastMonth + 1})::smallint) over (partition by subscription order by seq) til
      from events),
    i as (select customer, month, til, kind = 6 gone, if(kind = 3, 0, monthly) a,
        kind = 3 and monthly > 0 p, lag(if(kind in (3, 6), 0, monthly))
          over (partition by subscription order by seq) a0 from e where month < til),
    s as (select customer, month, unnest(range(month, til)) m, a, p, p and a0 > 0 stopped
      from i where not gone),
    c as (select customer, m, sum(a) a, bool_or(stopped and m = month) stopped
      from s group by 1, 2 having sum(a) > 0 or bool_or(p)),
    k as (select *, m - row_number() over (partition by customer order by m) run from c),
    h as (select *, max(a) over (partition by customer, run order by m) > 0 held from k),
    w as (select m, a, stopped, held, lag(m) over mine m0, lag(a) over mine a0,
        lag(held) over mine h0, lead(m) over mine m1,
        coalesce(max(a) over (mine rows between unbounded preceding and 1 preceding), 0) > 0 ever
      from h window mine as (partition by customer order by m)),
    x as (select m, a now, if(m0 = m - 1, a0, 0) was, held, m0 = m - 1 and h0 had, stopped, ever
        from w
      union all select m + 1, 0, a, false, held, false, true from w
        where m < ${lastMonth} and (m1 is null or m1 > m + 1)),
    y as (select m, now, was, now - was diff, greatest(was - now, 0) lost,
        case when had and not held then 6 when now = was then 0 when was = 0 then if(ever, 2, 1)
          when now = 0 and stopped then 5 when now > was then 3 else 4 end how from x)
    select m, count(*) filter (where now > 0), sum(now),
      ${[1, 2, 7, 3, 4, 5, 6]
        .map((how) => `count(*) filter (where how = ${how}),
          coalesce(sum(diff) filter (where how = ${how}), 0)`)
        .join(", ")},
      ${["was", "lost", "was * was", "was * lost", "lost * lost", "-diff", "was * -diff", "diff * diff"]
        .map((sum) => `coalesce(sum(${sum}) filter (where was > 0), 0)`)
        .join(", ")}
    from y group by m`,
  silence: `with o as (select customer, order_id, min(day) d, sum(amount) a from lines
      where bought = 1 group by 1, 2),
    l as materialized (select customer, max(d) filter (where d <= ${asOf - 180}) d,
        min(d) filter (where d > ${asOf - 180}) later, min(d) began,
        count(*) filter (where d <= ${asOf - 180}) orders,
        arg_max(a, order_id, 2) filter (where d <= ${asOf - 180}) a
      from o group by customer having max(d) filter (where d <= ${asOf - 180}) is not null),
    e as (select distinct l.customer from events join l on events.customer = l.customer
      where kind in (2, 3) and day between l.d - 90 and l.d),
    u as (select distinct l.customer
      from (select customer, min(day) since, max(day) filter (where kind = 6) gone
        from events group by customer, subscription) p join l on p.customer = l.customer
      where since <= l.d and (gone is null or gone > l.d)),
    t as (select l.customer, max(flags & 2) > 0 negative, max(flags & 1) > 0 enquiry,
        max(purpose = 1) complaint from touches join l on touches.customer = l.customer
      where day between l.d - 90 and l.d group by 1),
    s as (select later is null or later > l.d + 180 dormant,
        15 * (u.customer is not null)::int + 3 * ((l.orders >= 2)::int + (l.orders >= 3)::int
          + (l.orders >= 5)::int + (l.orders >= 10)::int)
          + (l.d - l.began >= 91)::int + (l.d - l.began >= 366)::int + 1 alike,
        count(*) n, count(e.customer) s1,
        count(*) filter (where negative) s2, count(*) filter (where enquiry) s3,
        count(*) filter (where complaint) s4,
        count(*) filter (where len(a) = 2 and a[2] > 0 and a[1] < a[2]) s5
      from l left join e on e.customer = l.customer left join t on t.customer = l.customer
        left join u on u.customer = l.customer group by 1, 2),
    g as (select alike, ${[1, 2, 3, 4, 5].map((k) => `
        coalesce(sum(s${k}) filter (where dormant), 0) a${k},
        coalesce(sum(s${k}) filter (where not dormant), 0) c${k}`)},
        coalesce(sum(n) filter (where dormant), 0) m, coalesce(sum(n) filter (where not dormant), 0) n
      from s group by alike)
    select 100 + alike, m + n, m, 0, 0, 0 from g union all
    ${[1, 2, 3, 4, 5]
      .map((k) => `select ${k}, sum(a${k}), sum(m), sum(c${k}), sum(n),
          round(1000 * sum(a${k} * (n - c${k}) / (m + n)) / sum((m - a${k}) * c${k} / (m + n)))::int
        from g`)
      .join(" union all ")}`,
  leaving_signs: `with s as (select customer, subscription,
        max((kind = 6 and day <= ${cut})::int) gone, max((kind = 6 and day > ${cut})::int) l
      from events where day <= ${asOf} group by 1, 2 having min(day) <= ${cut}),
    h as materialized (select customer, max(l) l from s where gone = 0 group by 1),
    o as materialized (select customer, order_id, any_value(day) d, sum(amount) a, max(head) h,
        max(delivery) n, count(*) c, sum(quantity) q
      from lines join h using (customer) where day <= ${cut} group by 1, 2),
    g as (select customer, max(gap) longest, sum(gap::bigint * gap) squares
      from (select customer, d - lag(d) over (partition by customer order by order_id) gap
        from o where h = 1) group by 1),
    p as (select customer, count(distinct product) products
      from lines join h using (customer) where day <= ${cut} and bought = 1 group by 1),
    a as (select customer, max(d) filter (where h = 1) last_d, min(d) filter (where h = 1) first_d,
        arg_max(d, order_id, 2) filter (where h = 1) ds,
        arg_max(a, order_id, 2) filter (where h = 1) amounts,
        arg_min(a, order_id) filter (where h = 1) first_one,
        max(a) filter (where h = 1) largest, count(*) filter (where h = 1) orders,
        ${[30, 90, 180, 365]
          .map((days) => `count(*) filter (where h = 1 and ${cut} - d < ${days}) o${days},
            coalesce(sum(a) filter (where ${cut} - d < ${days}), 0) a${days}`)
          .join(", ")},
        coalesce(sum(a) filter (where ${cut} - d between 180 and 359), 0) earlier,
        count(*) filter (where h = 1 and n = 0) single, count(*) filter (where h = 0) voided,
        sum(c) filter (where h = 1) lines, sum(q) filter (where h = 1) pieces, sum(a) sales,
        coalesce(sum(a) filter (where n > 0), 0) subs
      from o group by 1),
    e as (select customer, ${cut} - min(day) since, count(distinct subscription) started,
        count(*) filter (where kind = 6) cancelled, max(delivery) delivery,
        count(*) filter (where kind = 2) skips,
        count(*) filter (where kind = 2 and ${cut} - day < 180) skips180,
        count(*) filter (where kind = 3) pauses, count(*) filter (where kind = 5) changes
      from events join h using (customer) where day <= ${cut} group by 1),
    m as (select customer, sum(if(paused, 0, monthly)) monthly from (select customer, subscription,
        arg_max(kind, seq) k, arg_max(monthly, seq) monthly,
        coalesce(max(seq) filter (where kind = 3), -1)
          > coalesce(max(seq) filter (where kind in (0, 1, 4, 6)), -1) paused
      from events join h using (customer) where day <= ${cut} group by 1, 2)
      where k <> 6 group by 1),
    t as (select customer, ${cut} - max(day) since, count(*) n,
        count(*) filter (where ${cut} - day < 90) n90,
        count(*) filter (where ${cut} - day < 90 and flags & 1 > 0) enquiries,
        count(*) filter (where ${cut} - day < 180 and flags & 2 > 0) negative
      from touches join h using (customer) where day <= ${cut} group by 1),
    f as (select h.l, [${cut} - last_d, ${cut} - first_d, ds[1] - ds[2], longest,
          (last_d - first_d) / nullif(orders - 1, 0),
          if(orders > 1, sqrt(greatest(0, squares / nullif(orders - 1, 0)
            - pow((last_d - first_d) / nullif(orders - 1, 0), 2))), null),
          coalesce(orders, 0), coalesce(o30, 0), coalesce(o90, 0), coalesce(o180, 0),
          coalesce(o365, 0), coalesce(single, 0), coalesce(voided, 0), coalesce(lines, 0),
          coalesce(pieces, 0), coalesce(products, 0), coalesce(sales, 0), coalesce(a30, 0),
          coalesce(a90, 0), coalesce(a180, 0), coalesce(a365, 0), coalesce(a180 - earlier, 0),
          coalesce(subs, 0), sales / nullif(orders, 0), first_one, amounts[1],
          amounts[1] - amounts[2], largest, e.since, started, started - cancelled, cancelled,
          delivery, skips, skips180, pauses, changes, coalesce(monthly, 0), t.since,
          coalesce(t.n, 0), coalesce(n90, 0), coalesce(enquiries, 0),
          coalesce(negative, 0)]::double[] v
      from h left join a using (customer) left join g using (customer) left join p using (customer)
        left join e using (customer) left join m using (customer) left join t using (customer))
    ${Array.from({ length: 43 }, (_, k) => `count(v[${k + 1}]) filter (where l = 1) n${k},
        avg(v[${k + 1}]) filter (where l = 1) m${k}, count(v[${k + 1}]) filter (where l = 0) s${k},
        avg(v[${k + 1}]) filter (where l = 0) t${k}`)
      .reduce((all, one) => all + (all === "" ? ", x as (select " : ", ") + one, "")} from f)
    ${Array.from({ length: 43 }, (_, k) => `select ${k}, n${k}, round(1000 * coalesce(m${k}, 0))::bigint,
        s${k}, round(1000 * coalesce(t${k}, 0))::bigint from x`)
      .join(" union all ")}`,
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
