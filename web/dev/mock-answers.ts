/* eslint-disable */
// @ts-nocheck Development only; replaced by the real server.
const rnd = (() => {
  let s = 42;
  return () => (s = (s * 1103515245 + 12345) % 2147483648) / 2147483648;
})();
const pick = (xs) => xs[Math.floor(rnd() * xs.length)];
const day = (n) => new Date(Date.UTC(2026, 10, 22 + n)).toISOString().slice(0, 10);
const at = (n, h = 10) => new Date(Date.UTC(2026, 10, 22 + n, h - 9, Math.floor(rnd() * 60))).toISOString();
const families = [
  ["佐藤", "サトウ"],
  ["鈴木", "スズキ"],
  ["高橋", "タカハシ"],
  ["田中", "タナカ"],
  ["伊藤", "イトウ"],
  ["渡辺", "ワタナベ"],
  ["山本", "ヤマモト"],
  ["中村", "ナカムラ"],
  ["小林", "コバヤシ"],
  ["髙﨑", "タカサキ"],
];
const givens = [
  ["花子", "ハナコ"],
  ["美咲", "ミサキ"],
  ["恵子", "ケイコ"],
  ["一郎", "イチロウ"],
  ["陽子", "ヨウコ"],
  ["由美", "ユミ"],
  ["健一", "ケンイチ"],
  ["真由美", "マユミ"],
  ["さくら", "サクラ"],
];
const prefs = ["東京都", "大阪府", "神奈川県", "愛知県", "福岡県", "北海道", "埼玉県"];
const media = ["Instagram広告", "検索広告", "テレビ", "紹介", "折込チラシ"];
const products = [
  "うるおい美容液",
  "青汁プレミアム",
  "コラーゲンドリンク",
  "薬用シャンプー",
  "乳酸菌サプリ",
].map((name, i) => ({
  id: i + 1,
  version: 1,
  external_key: `SKU-${i}`,
  name,
  category: "x",
  price: 3980 + i * 500,
  is_subscription: true,
  lead_business_days: null,
  active: true,
}));
const customers = Array.from({ length: 2000 }, (_, i) => {
  const f = pick(families),
    g = pick(givens),
    status = pick(["active", "active", "active", "paused", "cancelled", "none"]);
  return {
    id: i + 1,
    name: `${f[0]} ${g[0]}`,
    kana: `${f[1]} ${g[1]}`,
    phone: `090-${1000 + Math.floor(rnd() * 8999)}-${1000 + Math.floor(rnd() * 8999)}`,
    email: `user${i + 1}@example.jp`,
    prefecture: pick(prefs),
    medium: pick(media),
    status,
    delivery_number: status === "none" ? 0 : 1 + Math.floor(rnd() * 9),
    next_shipment_on: status === "active" ? day(3 + Math.floor(rnd() * 25)) : null,
  };
});
const facts = [
  { code: "leftover", text: "余っている様子(2回スキップ)", args: [], strength: "danger" },
  { code: "hazard", text: "3回目の前に 26.1 % が解約 (n=840)", args: [], strength: "warning" },
  { code: "enquiries", text: "問い合わせが増えている(30日で3件)", args: [], strength: "warning" },
  { code: "negative", text: "前回の応対で不満", args: [], strength: "danger" },
  { code: "declined", text: "割引の提案を断っている", args: [], strength: "info" },
  { code: "kept", text: "前回の提案で継続", args: [], strength: "good" },
];
const risk = () => {
  const p = 0.08 + rnd() * 0.3;
  return {
    probability: p,
    low: p - 0.03,
    high: p + 0.04,
    n: 20 + Math.floor(rnd() * 900),
    events: 100,
    few_data: rnd() < 0.1,
    level: pick(["product_delivery", "product"]),
  };
};
const rate = (events, n) => ({
  events,
  n,
  value: n ? events / n : null,
  low: n ? Math.max(0, events / n - 0.9 / Math.sqrt(n)) : null,
  high: n ? Math.min(1, events / n + 0.9 / Math.sqrt(n)) : null,
  few: n < 30,
});
const meta = () => ({
  as_of: day(0),
  filter: {},
  definition: {
    key: "retention",
    ja: "n回目を出荷した契約のうち、n+1回目の出荷まで解約しなかった割合を掛け合わせたもの(Kaplan–Meier、区間は Greenwood の log(−log))。",
    en: "Kaplan-Meier over delivery numbers.",
  },
  n: 11204,
  computed_ms: 41,
  customers: 20000,
});
const items = customers
  .filter((c) => c.status === "active")
  .slice(0, 124)
  .map((c, i) => ({
    customer: c,
    subscription_id: c.id,
    product_id: 1,
    product_name: pick(products).name,
    delivery_number: 1 + (i % 5),
    next_shipment_on: day(5),
    cutoff_on: day(1 + (i % 3)),
    days_left: i % 4,
    risk: risk(),
    value_12m: 47760,
    expected_loss: 14800 - i * 90,
    facts: [pick(facts), pick(facts)].filter((f, k, a) => a.findIndex((x) => x.code === f.code) === k),
    call_list_item_id: null,
  }));
const ch = (code, ja, en) => ({ code, ja, en });
const reason = (code, parent, ja, en) => ({ code, parent, ja, en, core: true, active: true });
const picks = {
  purposes: [
    ch("cancel", "解約", "Cancellation"),
    ch("skip_pause", "延期・休止", "Skip or pause"),
    ch("change_plan", "内容変更", "Change plan"),
    ch("usage", "使い方", "Usage"),
    ch("retention_call", "継続のご案内", "Retention call"),
    ch("other", "その他", "Other"),
  ],
  channels: [
    ch("phone", "電話", "Phone"),
    ch("mail", "メール", "Mail"),
    ch("chat", "チャット", "Chat"),
    ch("line", "LINE", "LINE"),
  ],
  directions: [ch("inbound", "受信", "In"), ch("outbound", "発信", "Out")],
  emotions: [
    ch("positive", "よい", "Good"),
    ch("neutral", "ふつう", "Neutral"),
    ch("negative", "不満", "Bad"),
  ],
  offer_answers: [ch("accepted", "受けた", "Accepted"), ch("declined", "断った", "Declined")],
  results: [
    ch("cancel_accepted", "解約受付", "Cancelled"),
    ch("kept", "継続", "Kept"),
    ch("skipped", "スキップ", "Skipped"),
    ch("answered", "問い合わせ完了", "Answered"),
    ch("recall", "再コール", "Recall"),
    ch("no_answer", "不通", "No answer"),
  ],
  reasons: [
    reason("leftover", "", "余っている", "Leftover"),
    reason("slow_use", "leftover", "使い切れない", "Cannot use up"),
    reason("too_much", "leftover", "量が多い", "Too much"),
    reason("price", "", "価格", "Price"),
    reason("too_expensive", "price", "高い", "Too expensive"),
    reason("effect", "", "効果", "Effect"),
    reason("no_effect", "effect", "実感がない", "No effect"),
    reason("competitor", "", "他社", "Competitor"),
  ],
  offers: [
    { id: 1, version: 1, ja: "次回を延期", en: "Skip", active: true },
    { id: 2, version: 1, ja: "周期を45日に", en: "45 days", active: true },
  ],
  phrases: [{ key: "enki", text: "次回のお届けを延期しました。" }],
  form_rules: [
    { purpose: "cancel", field: "reason_code", need: "required" },
    { purpose: "cancel", field: "subscription_id", need: "required" },
    { purpose: "usage", field: "offer_id", need: "hidden" },
  ],
};
const settings = {
  version: 3,
  shop_name: "つなぎ化粧品",
  zone: "Asia/Tokyo",
  currency: { code: "JPY", exponent: 0 },
  lead_business_days: 3,
  today_horizon_days: 3,
  margin_rate: null,
  business_hours: { weekdays: [1, 2, 3, 4, 5], closed_on_public_holidays: true },
  exceptions: [{ day: day(40), open: false }],
  country_calling_code: "81",
};
const contact = (id, customer_id, d) => ({
  id,
  version: 1,
  customer_id,
  channel: "phone",
  direction: "inbound",
  started_at: at(d),
  ended_at: at(d),
  purpose: "cancel",
  reason_code: "slow_use",
  product_id: 1,
  subscription_id: customer_id,
  order_id: null,
  emotion: "negative",
  offer_id: 1,
  offer_answer: "accepted",
  result: "kept",
  next_step: "延期後の様子をうかがう",
  next_step_at: at(5),
  note: "まだ2本残っているとのこと。次回を1か月延期でご了承。",
  call_list_item_id: null,
  agent_id: 1,
  agent_name: "山田 操",
  next_step_done: false,
  created_at: at(d),
  updated_at: at(d),
});
const sub = (c) => ({
  id: c.id,
  version: 2,
  external_key: `T-${c.id}`,
  customer_id: c.id,
  product_id: 1,
  product_name: "うるおい美容液",
  status: c.status === "none" ? "active" : c.status,
  cycle_unit: "month",
  cycle_length: 1,
  quantity: 1,
  price: 3980,
  medium: c.medium,
  started_on: day(-180),
  delivery_number: c.delivery_number,
  next_shipment_on: c.next_shipment_on,
  cutoff_on: day(2),
  cancel_requested_on: null,
  cancel_effective_on: c.status === "cancelled" ? day(-9) : null,
  cancel_reason: c.status === "cancelled" ? "slow_use" : "",
  events: [
    ["started", 0],
    ["delivered", 1],
    ["delivered", 2],
    ["skipped", 2],
    ["delivered", 3],
    ["skipped", 3],
    ["delivered", 4],
  ].map(([kind, n], i) => ({
    id: i,
    kind,
    happened_on: day(-180 + i * 25),
    requested_on: null,
    delivery_number: n,
    product_id: 1,
    reason_code: "",
    detail: "",
    order_id: null,
    contact_id: null,
  })),
});
const orders = (c) =>
  Array.from({ length: 12 }, (_, i) => ({
    id: i + 1,
    version: 1,
    external_key: `O-${i}`,
    customer_id: c.id,
    subscription_id: c.id,
    delivery_number: 12 - i,
    status: i === 4 ? "cancelled" : "shipped",
    ordered_at: at(-i * 30),
    ordered_on: day(-i * 30),
    shipped_on: day(-i * 30 + 2),
    medium: c.medium,
    total: 3980,
    note: "",
    lines: [
      {
        position: 1,
        product_id: 1,
        product_name: "うるおい美容液",
        quantity: 1,
        unit_price: 3980,
        amount: 3980,
      },
    ],
  }));
const timeline = (c) =>
  Array.from({ length: 24 }, (_, i) => {
    const kind = ["contact", "order", "subscription", "order", "attribute"][i % 5],
      d = -i * 9;
    return {
      at: at(d),
      on: day(d),
      kind,
      id: i + 1,
      title: {
        contact: "電話 受信 解約 → 継続",
        order: "受注 うるおい美容液 4回目",
        subscription: "スキップ",
        attribute: "肌質: 乾燥肌",
      }[kind],
      detail: kind === "contact" ? "まだ2本残っているとのこと。次回を1か月延期でご了承。" : "",
      amount: kind === "order" ? 3980 : null,
      contact: kind === "contact" ? contact(i + 1, c.id, d) : null,
      order: null,
      event: null,
    };
  });
const page = (xs, url) => {
  const from = Number(url.searchParams.get("cursor") ?? 0),
    n = Number(url.searchParams.get("limit") ?? 50);
  return { items: xs.slice(from, from + n), next: from + n < xs.length ? String(from + n) : null };
};
const lists = [
  {
    id: 1,
    version: 1,
    name: "今日の発信 11/22(日)",
    source: { kind: "today", days: 3 },
    closed: false,
    created_at: at(0, 9),
    open: 96,
    recall: 4,
    done: 24,
  },
];
const listItems = items.map((x, i) => ({
  id: i + 1,
  version: 1,
  call_list_id: 1,
  position: i + 1,
  customer: x.customer,
  subscription_id: x.subscription_id,
  assigned_to: i % 3 ? 1 : null,
  assigned_name: i % 3 ? "山田 操" : "",
  status: "open",
  recall_at: null,
  cutoff_on: x.cutoff_on,
  next_shipment_on: x.next_shipment_on,
  probability: x.risk.probability,
  expected_loss: x.expected_loss,
  facts: x.facts,
  contact_id: null,
}));
const importBase = {
  version: 1,
  file_name: "ec_order_202611.csv",
  size: 84_210_332,
  sha256: "ab",
  problem: null,
  layout: {
    encoding: "cp932",
    delimiter: ",",
    has_header: true,
    columns: [
      "注文ID",
      "注文日時",
      "お名前(姓)",
      "お名前(名)",
      "メールアドレス",
      "電話番号",
      "商品コード",
      "商品名",
      "価格",
      "個数",
    ],
    sample: [
      [
        "10021",
        "2026/11/01 10:21",
        "佐藤",
        "花子",
        "hanako@example.jp",
        "090-1234-5678",
        "SKU-0",
        "うるおい美容液",
        "3980",
        "1",
      ],
      [
        "10022",
        "2026/11/01 10:44",
        "髙﨑",
        "一郎",
        "ichiro@example.jp",
        "03-1234-5678",
        "SKU-1",
        "青汁プレミアム",
        "4480",
        "2",
      ],
    ],
  },
  preset_key: "eccube4_orders",
  mapping: {
    target: "orders",
    day_style: "auto",
    columns: [
      { column: "注文ID", field: "order.key" },
      { column: "注文日時", field: "order.ordered_at" },
    ],
    constants: [],
  },
  progress: {
    done_bytes: 31_000_000,
    total_bytes: 84_210_332,
    rows: 182_211,
    rows_per_s: 104_221,
    remaining_s: 6,
  },
  counts: [
    { entity: "customer", created: 120, updated: 4, unchanged: 3800 },
    { entity: "order", created: 5210, updated: 0, unchanged: 0 },
    { entity: "order_line", created: 9120, updated: 0, unchanged: 0 },
  ],
  rejected: 3,
  without_customer: 12,
  conflicts: 0,
  created_at: at(0, 9),
  applied_at: null,
  created_by_name: "店長",
};
const imports = [
  { ...importBase, id: 1, state: "uploaded" },
  { ...importBase, id: 2, state: "planned" },
  { ...importBase, id: 3, state: "applying" },
  { ...importBase, id: 4, state: "applied", applied_at: at(0, 9) },
];
const months = Array.from({ length: 13 }, (_, i) =>
  new Date(Date.UTC(2025, 10 + i, 1)).toISOString().slice(0, 7),
);
const curve = (key, label, base) => {
  let s = 1;
  return {
    key,
    label,
    n: 3000,
    points: Array.from({ length: 12 }, (_, i) => {
      const at_risk = Math.round(3000 * s * (1 - i * 0.06));
      const h = base / (i + 1.4);
      const ev = Math.round(at_risk * h);
      s *= 1 - h;
      return {
        delivery: i + 1,
        at_risk,
        events: ev,
        censored: 20,
        rate: rate(at_risk - ev, at_risk),
        survival: s,
        low: s - 0.01 - i * 0.002,
        high: s + 0.01 + i * 0.002,
        immature: i > 9,
      };
    }),
  };
};
export const answer = (method, url, body) => {
  const p = url.pathname.replace("/api/v1", ""),
    ok = (content) => ({ status: 200, content });
  const q = url.searchParams;
  if (p === "/session")
    return method === "DELETE"
      ? ok({})
      : ok({
          user: { id: 1, login: "owner", name: "店長" },
          csrf_token: "x",
          shops: [{ id: 1, name: "つなぎ化粧品", role: "owner" }],
          language: "ja",
        });
  const r = p.replace(/^\/shops\/\d+/, ""),
    m = r.match(/^\/(?:customers|subscriptions|contacts|call-lists|imports)\/(\d+)/),
    id = m ? Number(m[1]) : 0,
    c = customers[id - 1];
  if (r === "/settings") return ok({ ...settings, ...(method === "PATCH" ? body : {}) });
  if (r === "/members")
    return ok({
      items: [
        { id: 1, login: "owner", name: "店長", role: "owner", active: true, version: 1 },
        { id: 2, login: "yamada", name: "山田 操", role: "operator", active: true, version: 1 },
      ],
      next: null,
    });
  if (r === "/pick-lists") return ok(picks);
  if (r === "/products") return ok({ items: products, next: null });
  if (r === "/customers") {
    const s = (q.get("q") ?? "").replaceAll(" ", "");
    return ok(
      page(
        customers.filter(
          (x) =>
            (!s ||
              (x.name + x.kana + x.phone.replaceAll("-", "") + x.email).replaceAll(" ", "").includes(s)) &&
            (!q.get("status") || x.status === q.get("status")),
        ),
        url,
      ),
    );
  }
  if (/^\/customers\/\d+$/.test(r))
    return ok({
      ...c,
      version: 1,
      external_key: `C-${c.id}`,
      birthday: "1974-04-02",
      sex: "female",
      rank: "優良",
      note: "",
      caution: "折り返しは平日10時以降。お名前は「さきさま」とお呼びする。",
      do_not_contact: false,
      registered_on: day(-400),
      created_at: at(-400),
      updated_at: at(-1),
      phones: [{ number: c.phone, e164: "", label: "" }],
      emails: [{ address: c.email, form: "", label: "" }],
      addresses: [
        {
          postal_code: "150-0001",
          prefecture: c.prefecture,
          line1: "渋谷区神宮前1-2-3",
          line2: "つなぎハイツ101",
          recipient: c.name,
          label: "",
        },
      ],
      attributes: [{ name: "skin", value: "乾燥肌", label_ja: "肌質", label_en: "Skin", known_on: day(-90) }],
      consents: [],
    });
  if (r.endsWith("/header"))
    return ok({
      status: c.status,
      delivery_number: c.delivery_number,
      next_shipment_on: c.next_shipment_on,
      cutoff_on: day(2),
      days_left: 2,
      sales_to_date: 41200,
      orders: 12,
      first_order_on: day(-300),
      last_order_on: day(-20),
      risk: risk(),
      facts: facts.slice(0, 4),
      promises: 1,
    });
  if (r.endsWith("/timeline"))
    return ok(
      page(
        timeline(c).filter((e) => !q.get("kinds") || e.kind === q.get("kinds")),
        url,
      ),
    );
  if (r.endsWith("/subscriptions")) return ok({ items: [sub(c)], next: null });
  if (r.endsWith("/orders")) return ok(page(orders(c), url));
  if (r.endsWith("/actions")) return ok(sub(c));
  if (r === "/contacts" && method === "POST")
    return ok({
      ...body,
      id: 99,
      version: 1,
      agent_id: 1,
      agent_name: "店長",
      next_step_done: false,
      created_at: at(0),
      updated_at: at(0),
    });
  if (r === "/today")
    return ok({
      meta: meta(),
      horizon_days: 3,
      count: 124,
      expected_loss: 1214800,
      value_is: "sales",
      margin_rate: null,
      ...page(items, url),
    });
  if (r === "/home")
    return ok({
      as_of: day(0),
      today: { count: 124, expected_loss: 1214800, value_is: "sales" },
      month: {
        month: "2026-11",
        cancellations: 214,
        active: 7410,
        rate: rate(214, 7410),
        previous: rate(301, 7388),
      },
      trend: months.map((month, i) => ({
        month,
        started: 380 + Math.round(120 * Math.sin(i)),
        cancelled: 260 + Math.round(50 * Math.cos(i)),
        active: 6000 + i * 110,
      })),
      promises_due: [
        { ...contact(1, 3, -2), customer_name: customers[2].name, next_step_at: at(-1) },
        {
          ...contact(2, 4, -1),
          customer_name: customers[3].name,
          next_step_at: at(1),
          next_step: "新しい周期の感想をうかがう",
        },
      ],
      changes: [
        {
          code: "a",
          text: "昨日の解約は 11 件。前の日より 4 件多く、うち 3 件は「コラーゲンドリンク」の 3 回目です。",
          args: [],
          strength: "warning",
        },
        { code: "b", text: "延期の提案で 6 人が継続しました。", args: [], strength: "good" },
        { code: "c", text: "締切が明日の方が 41 人います。", args: [], strength: "info" },
      ],
      imports: [imports[0]],
    });
  if (r === "/call-lists") return method === "POST" ? ok(lists[0]) : ok({ items: lists, next: null });
  if (/^\/call-lists\/\d+$/.test(r)) return ok(lists[0]);
  if (/^\/call-lists\/\d+\/items$/.test(r))
    return ok(
      page(
        listItems.filter((x) => !q.get("status") || x.status === q.get("status")),
        url,
      ),
    );
  if (r === "/presets")
    return ok([
      { key: "eccube4_orders", ja: "EC-CUBE 4 受注", en: "EC-CUBE 4 orders", target: "orders", own: false },
      { key: "shopify_orders", ja: "Shopify 注文", en: "Shopify orders", target: "orders", own: false },
    ]);
  if (r === "/import-fields")
    return ok(
      [
        ["order.key", "orders", "注文番号"],
        ["order.ordered_at", "orders", "注文日時"],
        ["customer.name", "orders", "氏名"],
        ["email.address", "orders", "メール"],
        ["phone.number", "orders", "電話"],
        ["line.product_key", "orders", "商品コード"],
        ["line.quantity", "orders", "個数"],
        ["line.unit_price", "orders", "単価"],
      ].map(([name, target, ja]) => ({ name, kind: "text", targets: [target], ja, en: name })),
    );
  if (r === "/imports") return ok({ items: imports, next: null });
  if (/^\/imports\/\d+$/.test(r)) return ok(imports[id - 1]);
  if (/^\/imports\/\d+\/rejections$/.test(r))
    return ok({
      items: [
        {
          line: 118,
          column: "注文日時",
          value: "2026/13/01",
          code: "bad_day",
          message: "日付として読めません。",
        },
        { line: 2204, column: "個数", value: "1e999", code: "bad_number", message: "数として読めません。" },
      ],
      next: null,
    });
  if (r === "/insight/rfm")
    return ok({
      meta: meta(),
      cuts: {
        recency_days: [30, 60, 120, 240],
        frequency: [2, 4, 7, 12],
        monetary: [5000, 12000, 24000, 48000],
      },
      cells: [5, 4, 3, 2, 1].flatMap((rr) =>
        [1, 2, 3, 4, 5].flatMap((f) =>
          [1, 2, 3, 4, 5].map((mm) => ({
            r: rr,
            f,
            m: mm,
            customers: Math.max(0, Math.round(220 * rnd() * (f === mm ? 2.4 : 0.4))),
            sales: Math.round(8e6 * rnd()),
          })),
        ),
      ),
      unknown_customer_sales: 120000,
    });
  if (r === "/insight/retention")
    return ok({
      meta: meta(),
      curves:
        q.get("by") === "product"
          ? products.map((x, i) => curve(String(x.id), x.name, 0.34 - i * 0.04))
          : [curve("all", "全体", 0.3)],
      headline: { delivery: 3, survival: 0.618, low: 0.609, high: 0.627, n: 11204 },
    });
  if (r === "/insight/cohorts")
    return ok({
      meta: meta(),
      months: months.map((month, i) => ({
        month,
        customers: 320 + i * 6,
        sales0: 1_600_000,
        cells: Array.from({ length: 13 - i }, (_, age) => ({
          age,
          active_customers: Math.round((320 + i * 6) * Math.pow(age + 1, -0.5)),
          rate: rate(Math.round((320 + i * 6) * Math.pow(age + 1, -0.5)), 320 + i * 6),
          sales: 1e6,
          immature: age === 12 - i,
        })),
      })),
    });
  if (r === "/insight/cancellations") {
    const rows = picks.reasons.filter((x) => !x.parent).map((x) => ({ key: x.code, label: x.ja })),
      columns = Array.from({ length: 8 }, (_, i) => ({ key: String(i + 1), label: `${i + 1}回目` }));
    return ok({
      meta: meta(),
      total: rate(4210, 61200),
      rows,
      columns,
      cells: rows.flatMap((x, i) =>
        columns.map((y, j) => {
          const n = 6000 - j * 640,
            ev = Math.round((n * 0.06) / (1 + i) / (1 + Math.abs(j - 2) * 0.6));
          return { row: x.key, column: y.key, events: ev, at_risk: n, rate: rate(ev, n) };
        }),
      ),
      trend: months.map((month, i) => ({ month, rate: rate(260 + i * 3, 6500) })),
      pareto: rows.map((x, i) => ({
        key: x.key,
        label: x.label,
        events: Math.round(1900 / (i + 1)),
        share: 0.45 / (i + 1),
      })),
    });
  }
  if (/people$/.test(r)) return ok(page(customers.slice(0, 300), url));
  return {
    status: 404,
    content: { code: "not_found", title: "not found", detail: r, status: 404, errors: [] },
  };
};
