// The shape of the HTTP API. Replaced by `npm run types`, which generates it from the server's
// OpenAPI document.
type Answer<R> = { headers: { [name: string]: unknown }; content: { "application/json": R } };
type Op<P, B, R> = {
  parameters: P & { header?: Record<string, string>; cookie?: never };
  responses: { 200: Answer<R> };
} & ([B] extends [undefined] ? { requestBody?: never } : { requestBody: { content: { "application/json": B } } });
type Shop = { path: { shop: number }; query?: never };
type ShopId = { path: { shop: number; id: number }; query?: never };
type ShopQ<Q> = { path: { shop: number }; query?: Q };
type ShopIdQ<Q> = { path: { shop: number; id: number }; query?: Q };
type Paging = { cursor?: string; limit?: number };
type S = components["schemas"];
type Filter = { as_of?: string; from?: string; to?: string; product?: string; medium?: string; prefecture?: string };

export interface paths {
  "/api/v1/session": {
    get: Op<{}, undefined, S["Session"]>;
    post: Op<{}, { login: string; password: string }, S["Session"]>;
    delete: Op<{}, undefined, Record<string, never>>;
  };
  "/api/v1/setup": { post: Op<{}, S["FirstSetup"], S["Session"]> };
  "/api/v1/session/password": { put: Op<{}, { current: string; password: string }, S["Session"]> };
  "/api/v1/shops/{shop}/settings": {
    get: Op<Shop, undefined, S["Settings"]>;
    patch: Op<Shop, S["SettingsPatch"], S["Settings"]>;
  };
  "/api/v1/shops/{shop}/members": {
    get: Op<ShopQ<Paging>, undefined, S["MemberPage"]>;
    post: Op<Shop, S["MemberDraft"], S["Member"]>;
  };
  "/api/v1/shops/{shop}/members/{id}": { patch: Op<ShopId, S["MemberPatch"], S["Member"]> };
  "/api/v1/shops/{shop}/pick-lists": { get: Op<Shop, undefined, S["PickLists"]> };
  "/api/v1/shops/{shop}/reasons": { post: Op<Shop, { parent: string; ja: string; en: string }, S["Reason"]> };
  "/api/v1/shops/{shop}/reasons/{code}": {
    patch: Op<{ path: { shop: number; code: string }; query?: never }, { ja?: string; en?: string; active?: boolean }, S["Reason"]>;
  };
  "/api/v1/shops/{shop}/offers": { post: Op<Shop, { ja: string; en: string }, S["Offer"]> };
  "/api/v1/shops/{shop}/offers/{id}": { patch: Op<ShopId, { ja?: string; en?: string; active?: boolean }, S["Offer"]> };
  "/api/v1/shops/{shop}/phrases/{key}": {
    put: Op<{ path: { shop: number; key: string }; query?: never }, { text: string }, S["Phrase"]>;
  };
  "/api/v1/shops/{shop}/customers": {
    get: Op<ShopQ<Paging & { q?: string; status?: string }>, undefined, S["CustomerRowPage"]>;
    post: Op<Shop, S["CustomerPatch"], S["Customer"]>;
  };
  "/api/v1/shops/{shop}/customers/{id}": {
    get: Op<ShopId, undefined, S["Customer"]>;
    patch: Op<ShopId, S["CustomerPatch"], S["Customer"]>;
  };
  "/api/v1/shops/{shop}/customers/{id}/header": { get: Op<ShopId, undefined, S["CustomerHeader"]> };
  "/api/v1/shops/{shop}/customers/{id}/timeline": {
    get: Op<ShopIdQ<Paging & { kinds?: string }>, undefined, S["TimelineEntryPage"]>;
  };
  "/api/v1/shops/{shop}/customers/{id}/subscriptions": { get: Op<ShopId, undefined, S["SubscriptionPage"]> };
  "/api/v1/shops/{shop}/customers/{id}/orders": { get: Op<ShopIdQ<Paging>, undefined, S["OrderPage"]> };
  "/api/v1/shops/{shop}/subscriptions/{id}/actions": { post: Op<ShopId, S["SubscriptionAction"], S["Subscription"]> };
  "/api/v1/shops/{shop}/products": { get: Op<ShopQ<Paging & { q?: string }>, undefined, S["ProductPage"]> };
  "/api/v1/shops/{shop}/contacts": {
    get: Op<ShopQ<Paging & { since?: string; agent?: number; result?: string; open_steps?: boolean }>, undefined, S["ContactPage"]>;
    post: Op<Shop, S["ContactDraft"], S["Contact"]>;
  };
  "/api/v1/shops/{shop}/contacts/{id}": {
    get: Op<ShopId, undefined, S["Contact"]>;
    patch: Op<ShopId, S["ContactPatch"], S["Contact"]>;
  };
  "/api/v1/shops/{shop}/today": { get: Op<ShopQ<Paging & { days?: number }>, undefined, S["Today"]> };
  "/api/v1/shops/{shop}/home": { get: Op<Shop, undefined, S["Home"]> };
  "/api/v1/shops/{shop}/insight/rfm": { get: Op<ShopQ<Filter>, undefined, S["Rfm"]> };
  "/api/v1/shops/{shop}/insight/retention": { get: Op<ShopQ<Filter & { by?: string }>, undefined, S["Retention"]> };
  "/api/v1/shops/{shop}/insight/cohorts": { get: Op<ShopQ<Filter>, undefined, S["Cohorts"]> };
  "/api/v1/shops/{shop}/insight/cancellations": {
    get: Op<ShopQ<Filter & { by?: string; across?: string }>, undefined, S["Cancellations"]>;
  };
  "/api/v1/shops/{shop}/insight/{analysis}/people": {
    get: Op<{ path: { shop: number; analysis: string }; query?: Record<string, string | number | undefined> }, undefined, S["CustomerRowPage"]>;
  };
  "/api/v1/shops/{shop}/insight/totals": { get: Op<ShopQ<Filter>, undefined, S["Totals"]> };
  "/api/v1/shops/{shop}/call-lists": {
    get: Op<ShopQ<Paging>, undefined, S["CallListPage"]>;
    post: Op<Shop, { name: string; source: S["CallListSource"] }, S["CallList"]>;
  };
  "/api/v1/shops/{shop}/call-lists/{id}": { get: Op<ShopId, undefined, S["CallList"]> };
  "/api/v1/shops/{shop}/call-lists/{id}/items": {
    get: Op<ShopIdQ<Paging & { status?: string; assigned_to?: number }>, undefined, S["CallListItemPage"]>;
  };
  "/api/v1/shops/{shop}/call-lists/{id}/assign": { post: Op<ShopId, { users: number[] }, S["CallList"]> };
  "/api/v1/shops/{shop}/call-list-items/{id}": {
    patch: Op<ShopId, { assigned_to?: number; status?: string; recall_at?: string }, S["CallListItem"]>;
  };
  "/api/v1/shops/{shop}/presets": {
    get: Op<Shop, undefined, S["Preset"][]>;
    post: Op<Shop, { name: string; mapping: S["Mapping"] }, S["Preset"]>;
  };
  "/api/v1/shops/{shop}/import-fields": { get: Op<Shop, undefined, S["ImportField"][]> };
  "/api/v1/shops/{shop}/imports": { get: Op<ShopQ<Paging>, undefined, S["ImportPage"]> };
  "/api/v1/shops/{shop}/imports/{id}": { get: Op<ShopId, undefined, S["Import"]> };
  "/api/v1/shops/{shop}/imports/{id}/mapping": { put: Op<ShopId, S["MappingChoice"], S["Import"]> };
  "/api/v1/shops/{shop}/imports/{id}/plan": { post: Op<ShopId, undefined, S["Import"]> };
  "/api/v1/shops/{shop}/imports/{id}/apply": { post: Op<ShopId, undefined, S["Import"]> };
  "/api/v1/shops/{shop}/imports/{id}/cancel": { post: Op<ShopId, undefined, S["Import"]> };
  "/api/v1/shops/{shop}/imports/{id}/undo": { post: Op<ShopId, undefined, S["Import"]> };
  "/api/v1/shops/{shop}/imports/{id}/rejections": { get: Op<ShopIdQ<Paging>, undefined, S["RejectionPage"]> };
}

type PageOf<T> = { items: T[]; next: string | null };
type Arg = { name: string; value: string };

export interface components {
  schemas: {
    Session: {
      user: { id: number; login: string; name: string };
      csrf_token: string;
      shops: { id: number; name: string; role: string }[];
      language: string;
    };
    FirstSetup: { token: string; login: string; name: string; password: string; shop_name: string };
    Settings: {
      version: number;
      shop_name: string;
      zone: string;
      currency: { code: string; exponent: number };
      lead_business_days: number;
      today_horizon_days: number;
      margin_rate: number | null;
      business_hours: { weekdays: number[]; closed_on_public_holidays: boolean };
      exceptions: { day: string; open: boolean }[];
      country_calling_code: string;
    };
    SettingsPatch: Partial<Omit<S["Settings"], "version">>;
    Member: { id: number; login: string; name: string; role: string; active: boolean; version: number };
    MemberDraft: { login: string; name: string; role: string; password: string };
    MemberPatch: { name?: string; role?: string; active?: boolean; password?: string };
    MemberPage: PageOf<S["Member"]>;
    Choice: { code: string; ja: string; en: string };
    Reason: { code: string; parent: string; ja: string; en: string; core: boolean; active: boolean };
    Offer: { id: number; version: number; ja: string; en: string; active: boolean };
    Phrase: { key: string; text: string };
    FormRule: { purpose: string; field: string; need: string };
    PickLists: {
      purposes: S["Choice"][];
      channels: S["Choice"][];
      directions: S["Choice"][];
      emotions: S["Choice"][];
      offer_answers: S["Choice"][];
      results: S["Choice"][];
      reasons: S["Reason"][];
      offers: S["Offer"][];
      phrases: S["Phrase"][];
      form_rules: S["FormRule"][];
    };
    CustomerRow: {
      id: number;
      name: string;
      kana: string;
      phone: string;
      email: string;
      prefecture: string;
      medium: string;
      status: string;
      delivery_number: number;
      next_shipment_on: string | null;
    };
    CustomerRowPage: PageOf<S["CustomerRow"]>;
    Phone: { number: string; e164: string; label: string };
    Email: { address: string; form: string; label: string };
    Address: { postal_code: string; prefecture: string; line1: string; line2: string; recipient: string; label: string };
    Attribute: { name: string; value: string; label_ja: string; label_en: string; known_on: string };
    Consent: { channel: string; purpose: string; granted: boolean; at: string; source: string };
    Customer: {
      id: number;
      version: number;
      external_key: string | null;
      name: string;
      kana: string;
      birthday: string | null;
      sex: string;
      prefecture: string;
      medium: string;
      rank: string;
      note: string;
      caution: string;
      do_not_contact: boolean;
      registered_on: string | null;
      created_at: string;
      updated_at: string;
      phones: S["Phone"][];
      emails: S["Email"][];
      addresses: S["Address"][];
      attributes: S["Attribute"][];
      consents: S["Consent"][];
    };
    CustomerPatch: {
      name?: string;
      kana?: string;
      birthday?: string | null;
      sex?: string;
      medium?: string;
      rank?: string;
      note?: string;
      caution?: string;
      do_not_contact?: boolean;
      phones?: S["Phone"][];
      emails?: S["Email"][];
      addresses?: S["Address"][];
    };
    Risk: {
      probability: number;
      low: number;
      high: number;
      n: number;
      events: number;
      few_data: boolean;
      level: string;
    };
    Fact: { code: string; text: string; args: Arg[]; strength: string };
    CustomerHeader: {
      status: string;
      delivery_number: number;
      next_shipment_on: string | null;
      cutoff_on: string | null;
      days_left: number | null;
      sales_to_date: number;
      orders: number;
      first_order_on: string | null;
      last_order_on: string | null;
      risk: S["Risk"] | null;
      facts: S["Fact"][];
      promises: number;
    };
    TimelineEntry: {
      at: string;
      on: string;
      kind: string;
      id: number;
      title: string;
      detail: string;
      amount: number | null;
      contact: S["Contact"] | null;
      order: S["Order"] | null;
      event: S["SubscriptionEvent"] | null;
    };
    TimelineEntryPage: PageOf<S["TimelineEntry"]>;
    SubscriptionEvent: {
      id: number;
      kind: string;
      happened_on: string;
      requested_on: string | null;
      delivery_number: number;
      product_id: number;
      reason_code: string;
      detail: string;
      order_id: number | null;
      contact_id: number | null;
    };
    Subscription: {
      id: number;
      version: number;
      external_key: string | null;
      customer_id: number;
      product_id: number;
      product_name: string;
      status: string;
      cycle_unit: string;
      cycle_length: number;
      quantity: number;
      price: number;
      medium: string;
      started_on: string;
      delivery_number: number;
      next_shipment_on: string | null;
      cutoff_on: string | null;
      cancel_requested_on: string | null;
      cancel_effective_on: string | null;
      cancel_reason: string;
      events: S["SubscriptionEvent"][];
    };
    SubscriptionPage: PageOf<S["Subscription"]>;
    SubscriptionAction: {
      kind: string;
      on?: string;
      reason_code?: string;
      next_shipment_on?: string;
      cycle_unit?: string;
      cycle_length?: number;
      quantity?: number;
      product_id?: number;
      note?: string;
    };
    OrderLine: { position: number; product_id: number; product_name: string; quantity: number; unit_price: number; amount: number };
    Order: {
      id: number;
      version: number;
      external_key: string | null;
      customer_id: number | null;
      subscription_id: number | null;
      delivery_number: number;
      status: string;
      ordered_at: string;
      ordered_on: string;
      shipped_on: string | null;
      medium: string;
      total: number;
      note: string;
      lines: S["OrderLine"][];
    };
    OrderPage: PageOf<S["Order"]>;
    Product: {
      id: number;
      version: number;
      external_key: string | null;
      name: string;
      category: string;
      price: number;
      is_subscription: boolean;
      lead_business_days: number | null;
      active: boolean;
    };
    ProductPage: PageOf<S["Product"]>;
    ContactDraft: {
      customer_id: number | null;
      channel: string;
      direction: string;
      started_at: string;
      ended_at: string | null;
      purpose: string;
      reason_code: string;
      product_id: number | null;
      subscription_id: number | null;
      order_id: number | null;
      emotion: string | null;
      offer_id: number | null;
      offer_answer: string | null;
      result: string;
      next_step: string;
      next_step_at: string | null;
      note: string;
      call_list_item_id: number | null;
    };
    ContactPatch: Partial<S["ContactDraft"]> & { next_step_done?: boolean };
    Contact: S["ContactDraft"] & {
      id: number;
      version: number;
      agent_id: number;
      agent_name: string;
      next_step_done: boolean;
      created_at: string;
      updated_at: string;
      customer_name?: string;
    };
    ContactPage: PageOf<S["Contact"]>;
    Meta: {
      as_of: string;
      definition: { key: string; ja: string; en: string };
      n: number;
      computed_ms: number;
      customers: number;
    };
    TodayItem: {
      customer: S["CustomerRow"];
      subscription_id: number;
      product_id: number;
      product_name: string;
      delivery_number: number;
      next_shipment_on: string;
      cutoff_on: string;
      days_left: number;
      risk: S["Risk"];
      value_12m: number;
      expected_loss: number;
      facts: S["Fact"][];
      call_list_item_id: number | null;
    };
    Today: {
      meta: S["Meta"];
      horizon_days: number;
      count: number;
      expected_loss: number;
      value_is: string;
      margin_rate: number | null;
      items: S["TodayItem"][];
      next: string | null;
    };
    Rate: { events: number; n: number; value: number | null; low: number | null; high: number | null; few: boolean };
    Home: {
      as_of: string;
      today: { count: number; expected_loss: number; value_is: string };
      month: { month: string; cancellations: number; active: number; rate: S["Rate"]; previous: S["Rate"] };
      trend: { month: string; started: number; cancelled: number; active: number }[];
      promises_due: S["Contact"][];
      changes: S["Fact"][];
      imports: S["Import"][];
    };
    Rfm: {
      meta: S["Meta"];
      cuts: { recency_days: number[]; frequency: number[]; monetary: number[] };
      cells: { r: number; f: number; m: number; customers: number; sales: number }[];
      unknown_customer_sales: number;
    };
    SurvivalPoint: {
      delivery: number;
      at_risk: number;
      events: number;
      censored: number;
      rate: S["Rate"];
      survival: number;
      low: number;
      high: number;
      immature: boolean;
    };
    Retention: {
      meta: S["Meta"];
      curves: { key: string; label: string; n: number; points: S["SurvivalPoint"][] }[];
      headline: { delivery: number; survival: number; low: number; high: number; n: number };
    };
    Cohorts: {
      meta: S["Meta"];
      months: {
        month: string;
        customers: number;
        sales0: number;
        cells: { age: number; active_customers: number; rate: S["Rate"]; sales: number; immature: boolean }[];
      }[];
    };
    Cancellations: {
      meta: S["Meta"];
      total: S["Rate"];
      rows: { key: string; label: string }[];
      columns: { key: string; label: string }[];
      cells: { row: string; column: string; events: number; at_risk: number; rate: S["Rate"] }[];
      trend: { month: string; rate: S["Rate"] }[];
      pareto: { key: string; label: string; events: number; share: number }[];
    };
    Totals: {
      meta: S["Meta"];
      customers: number;
      customers_with_orders: number;
      orders: number;
      cancelled_orders: number;
      order_lines: number;
      lines_without_customer: number;
      sales: number;
      subscriptions: number;
      subscriptions_cancelled: number;
      cancellation: S["Rate"];
      by_product: { id: number; name: string; subscriptions: number; cancelled: number; rate: S["Rate"] }[];
    };
    CallListSource: { kind: string; days?: number; ids?: number[]; analysis?: string; query?: string };
    CallList: {
      id: number;
      version: number;
      name: string;
      source: S["CallListSource"];
      closed: boolean;
      created_at: string;
      open: number;
      recall: number;
      done: number;
    };
    CallListPage: PageOf<S["CallList"]>;
    CallListItem: {
      id: number;
      version: number;
      call_list_id: number;
      position: number;
      customer: S["CustomerRow"];
      subscription_id: number | null;
      assigned_to: number | null;
      assigned_name: string;
      status: string;
      recall_at: string | null;
      cutoff_on: string | null;
      next_shipment_on: string | null;
      probability: number | null;
      expected_loss: number;
      facts: S["Fact"][];
      contact_id: number | null;
    };
    CallListItemPage: PageOf<S["CallListItem"]>;
    Preset: { key: string; ja: string; en: string; target: string; own: boolean };
    ImportField: { name: string; kind: string; targets: string[]; ja: string; en: string };
    ColumnRule: { column: string; field: string; transform?: string | null; when?: { is: string; then: string }[] | null };
    Mapping: {
      target: string;
      day_style: string;
      currency?: string | null;
      snapshot_on?: string | null;
      match?: string[] | null;
      columns: S["ColumnRule"][];
      constants: { field: string; value: string }[];
    };
    MappingChoice: { encoding?: string; delimiter?: string; preset_key?: string; mapping?: S["Mapping"] };
    Import: {
      id: number;
      version: number;
      file_name: string;
      size: number;
      sha256: string;
      state: string;
      problem: { code: string; message: string; line: number | null; column: string | null } | null;
      layout: { encoding: string; delimiter: string; has_header: boolean; columns: string[]; sample: string[][] };
      preset_key: string | null;
      mapping: S["Mapping"] | null;
      progress: { done_bytes: number; total_bytes: number; rows: number; rows_per_s: number; remaining_s: number | null };
      counts: { entity: string; created: number; updated: number; unchanged: number }[];
      rejected: number;
      skipped: number;
      without_customer: number;
      conflicts: number;
      created_at: string;
      applied_at: string | null;
      created_by_name: string;
    };
    ImportPage: PageOf<S["Import"]>;
    Rejection: { line: number; column: string; value: string; code: string; message: string };
    RejectionPage: PageOf<S["Rejection"]>;
    Problem: {
      type: string;
      title: string;
      status: number;
      detail: string;
      code: string;
      errors: { pointer: string; code: string; message: string; args: Arg[] }[];
      current?: unknown;
    };
  };
}
