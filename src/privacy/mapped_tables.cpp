// The tables of the map: those of a shop first, then those of the control database. In each, the
// columns about a person with what becomes of them; then the names of all others.
#include "privacy/privacy_map.h"

#include <array>

namespace tsunagi::privacy {

namespace {

using enum Kind;
using enum OnErasure;

constexpr std::array kCustomer{
    PersonalColumn{"external_key", Identity, Cleared, "顧客番号", "Customer number"},
    PersonalColumn{"name", Identity, Cleared, "氏名", "Name"},
    PersonalColumn{"kana", Identity, Cleared, "フリガナ", "Reading"},
    PersonalColumn{"name_form", Identity, Cleared, "氏名(照合用)", "Name (for matching)"},
    PersonalColumn{"birthday", Identity, Cleared, "生年月日", "Birthday"},
    PersonalColumn{"sex", Identity, Cleared, "性別", "Sex"},
    PersonalColumn{"rank", Behaviour, Cleared, "ランク", "Rank"},
    PersonalColumn{"note", FreeText, Cleared, "メモ", "Note"},
    PersonalColumn{"caution", FreeText, Cleared, "注意事項", "Caution"},
    PersonalColumn{"do_not_contact", Behaviour, Cleared, "連絡不可", "Do not contact"},
    PersonalColumn{"registered_on", Behaviour, Cleared, "登録日", "Registered on"},
    PersonalColumn{"prefecture", Behaviour, Kept, "都道府県", "Prefecture"},
    PersonalColumn{"medium", Behaviour, Kept, "獲得媒体", "Medium"}};
constexpr std::array kPhone{
    PersonalColumn{"number", Contact, Removed, "電話番号", "Phone number"},
    PersonalColumn{"e164", Contact, Removed, "電話番号(国際)", "Phone number (E.164)"},
    PersonalColumn{"label", FreeText, Removed, "区分", "Label"}};
constexpr std::array kEmail{
    PersonalColumn{"address", Contact, Removed, "メールアドレス", "E-mail address"},
    PersonalColumn{"form", Contact, Removed, "メールアドレス(照合用)", "E-mail (for matching)"},
    PersonalColumn{"label", FreeText, Removed, "区分", "Label"}};
constexpr std::array kAddress{
    PersonalColumn{"postal_code", Contact, Removed, "郵便番号", "Postal code"},
    PersonalColumn{"prefecture", Contact, Removed, "都道府県", "Prefecture"},
    PersonalColumn{"line1", Contact, Removed, "住所1", "Address line 1"},
    PersonalColumn{"line2", Contact, Removed, "住所2", "Address line 2"},
    PersonalColumn{"recipient", Identity, Removed, "宛名", "Recipient"},
    PersonalColumn{"label", FreeText, Removed, "区分", "Label"}};
constexpr std::array kAttribute{
    PersonalColumn{"name", Behaviour, Removed, "項目", "Item"},
    PersonalColumn{"known_on", Behaviour, Removed, "登録日", "Known on"},
    PersonalColumn{"value", FreeText, Removed, "値", "Value"}};
constexpr std::array kConsent{PersonalColumn{"channel", Behaviour, Removed, "連絡手段", "Channel"},
                              PersonalColumn{"purpose", Behaviour, Removed, "目的", "Purpose"},
                              PersonalColumn{"granted", Behaviour, Removed, "同意", "Granted"},
                              PersonalColumn{"at", Behaviour, Removed, "日時", "At"},
                              PersonalColumn{"source", FreeText, Removed, "取得元", "Source"}};
constexpr std::array kSearch{
    PersonalColumn{"grams", Identity, Removed, "検索用の断片", "Pieces for the search"},
    PersonalColumn{"forms", Identity, Removed, "検索用の語", "Forms for the search"}};
constexpr std::array kOrders{
    PersonalColumn{"external_key", Identity, Cleared, "注文番号", "Order number"},
    PersonalColumn{"note", FreeText, Cleared, "備考", "Note"},
    PersonalColumn{"status", Behaviour, Kept, "状態", "Status"},
    PersonalColumn{"ordered_at", Behaviour, Kept, "注文日時", "Ordered at"},
    PersonalColumn{"shipped_on", Behaviour, Kept, "発送日", "Shipped on"},
    PersonalColumn{"medium", Behaviour, Kept, "媒体", "Medium"},
    PersonalColumn{"total", Behaviour, Kept, "金額", "Total"}};
constexpr std::array kOrderLine{PersonalColumn{"product_id", Behaviour, Kept, "商品", "Product"},
                                PersonalColumn{"quantity", Behaviour, Kept, "数量", "Quantity"},
                                PersonalColumn{"amount", Behaviour, Kept, "金額", "Amount"}};
constexpr std::array kSubscription{
    PersonalColumn{"external_key", Identity, Cleared, "定期番号", "Subscription number"},
    PersonalColumn{"product_id", Behaviour, Kept, "商品", "Product"},
    PersonalColumn{"status", Behaviour, Kept, "状態", "Status"},
    PersonalColumn{"cycle_unit", Behaviour, Kept, "周期の単位", "Unit of the cycle"},
    PersonalColumn{"cycle_length", Behaviour, Kept, "周期", "Cycle"},
    PersonalColumn{"quantity", Behaviour, Kept, "数量", "Quantity"},
    PersonalColumn{"price", Behaviour, Kept, "1回の金額", "Price of a delivery"},
    PersonalColumn{"medium", Behaviour, Kept, "媒体", "Medium"},
    PersonalColumn{"started_on", Behaviour, Kept, "開始日", "Started on"},
    PersonalColumn{"delivery_number", Behaviour, Kept, "お届け回数", "Deliveries"},
    PersonalColumn{"next_shipment_on", Behaviour, Kept, "次回発送日", "Next shipment"},
    PersonalColumn{"cancel_requested_on", Behaviour, Kept, "解約申出日", "Cancellation asked on"},
    PersonalColumn{"cancel_effective_on", Behaviour, Kept, "解約日", "Cancelled on"},
    PersonalColumn{"cancel_reason", Behaviour, Kept, "解約理由", "Reason of cancellation"}};
constexpr std::array kEvent{
    PersonalColumn{"kind", Behaviour, Kept, "出来事", "Event"},
    PersonalColumn{"happened_on", Behaviour, Kept, "日付", "Day"},
    PersonalColumn{"requested_on", Behaviour, Kept, "申出日", "Asked on"},
    PersonalColumn{"delivery_number", Behaviour, Kept, "お届け回数", "Delivery"},
    PersonalColumn{"product_id", Behaviour, Kept, "商品", "Product"},
    PersonalColumn{"reason_code", Behaviour, Kept, "理由", "Reason"},
    PersonalColumn{"detail", FreeText, Cleared, "内容", "Detail"}};
constexpr std::array kContact{
    PersonalColumn{"external_key", Identity, Cleared, "応対番号", "Contact number"},
    PersonalColumn{"channel", Behaviour, Kept, "手段", "Channel"},
    PersonalColumn{"direction", Behaviour, Kept, "受発信", "Direction"},
    PersonalColumn{"started_at", Behaviour, Kept, "開始日時", "Started at"},
    PersonalColumn{"ended_at", Behaviour, Kept, "終了日時", "Ended at"},
    PersonalColumn{"purpose", Behaviour, Kept, "用件", "Purpose"},
    PersonalColumn{"reason_code", Behaviour, Kept, "理由", "Reason"},
    PersonalColumn{"emotion", Behaviour, Cleared, "感情", "Emotion"},
    PersonalColumn{"nps", Behaviour, Kept, "おすすめ度(NPS)", "Would recommend (NPS)"},
    PersonalColumn{"csat", Behaviour, Kept, "満足度(CSAT)", "Satisfaction (CSAT)"},
    PersonalColumn{"queue", Behaviour, Kept, "着信窓口", "Queue"},
    PersonalColumn{"waited_seconds", Behaviour, Kept, "待ち時間(秒)", "Wait seconds"},
    PersonalColumn{"handled_seconds", Behaviour, Kept, "処理時間(秒)", "Handling seconds"},
    PersonalColumn{"offer_answer", Behaviour, Kept, "提案への回答", "Answer to the offer"},
    PersonalColumn{"result", Behaviour, Kept, "結果", "Result"},
    PersonalColumn{"next_step", FreeText, Cleared, "次の対応", "Next step"},
    PersonalColumn{"next_step_at", Behaviour, Cleared, "次の対応の日時", "Next step at"},
    PersonalColumn{"note", FreeText, Cleared, "応対メモ", "Note"},
    PersonalColumn{"agent_name", Identity, Kept, "担当者(社員)", "Agent (staff)"}};
constexpr std::array kCallListItem{
    PersonalColumn{"status", Behaviour, Cleared, "架電リストの状態", "State on the call list"},
    PersonalColumn{"recall_at", Behaviour, Cleared, "再コール", "Call again at"},
    PersonalColumn{"cutoff_on", Behaviour, Cleared, "締切日", "Cut-off"},
    PersonalColumn{"next_shipment_on", Behaviour, Cleared, "次回発送日", "Next shipment"},
    PersonalColumn{"probability", Behaviour, Cleared, "解約の見込み", "Likelihood to cancel"},
    PersonalColumn{"expected_loss", Behaviour, Cleared, "見込み損失", "Expected loss"},
    PersonalColumn{"facts", FreeText, Cleared, "根拠", "Facts"},
    PersonalColumn{"assigned_name", Identity, Kept, "担当者(社員)", "Assigned to (staff)"}};
constexpr std::array kSegment{
    PersonalColumn{"created_by_name", Identity, Kept, "作成者(社員)", "Made by (staff)"},
    PersonalColumn{"updated_by_name", Identity, Kept, "更新者(社員)", "Changed by (staff)"}};
constexpr std::array kSavedView{
    PersonalColumn{"owner_name", Identity, Kept, "持ち主(社員)", "Owner (staff)"}};
constexpr std::array kKpi{
    PersonalColumn{"owner_name", Identity, Kept, "責任者(社員)", "Owner (staff)"}};
constexpr std::array kReportSchedule{
    PersonalColumn{"made_by_name", Identity, Kept, "作成者(社員)", "Made by (staff)"},
    PersonalColumn{"troubles", FreeText, Kept, "送れなかった相手(社員)と理由",
                   "Who (staff) did not get it and why"}};
constexpr std::array kReportRecipient{
    PersonalColumn{"name", Identity, Kept, "宛先(社員)", "Recipient (staff)"}};
constexpr std::array kMailServer{
    PersonalColumn{"user_name", Identity, Kept, "メールサーバーのユーザー名",
                   "User name at the mail server"},
    PersonalColumn{"password", Secret, Kept, "メールサーバーのパスワード(封印)",
                   "Password of the mail server, sealed"},
    PersonalColumn{"sender_address", Contact, Kept, "差出人アドレス", "Sender's address"},
    PersonalColumn{"sender_name", Identity, Kept, "差出人名", "Sender's name"}};
constexpr std::array kImport{
    PersonalColumn{"layout", FreeText, Rewritten, "見出しと見本の行", "Header and sample rows"},
    PersonalColumn{"problem", FreeText, Kept, "読めない行の位置", "Place of an unreadable row"},
    PersonalColumn{"created_by_name", Identity, Kept, "取り込んだ人(社員)", "Imported by (staff)"}};
constexpr std::array kRejection{
    PersonalColumn{"value", FreeText, Cleared, "取り込めなかった値", "Value that was rejected"}};
constexpr std::array kPreview{PersonalColumn{"preview", FreeText, Removed, "取込の前後の値",
                                             "Values an import would change"}};
constexpr std::array kAwaited{PersonalColumn{"subscription_key", Identity, Removed,
                                             "注文が待つ定期番号", "Subscription waited for"}};
constexpr std::array kTouch{
    PersonalColumn{"before", FreeText, Removed, "取込前の値", "Values before the import"},
    PersonalColumn{"after", FreeText, Removed, "取込後の値", "Values after the import"}};
constexpr std::array kChange{
    PersonalColumn{"before", FreeText, Cleared, "変更前の値", "Values before the change"},
    PersonalColumn{"after", FreeText, Cleared, "変更後の値", "Values after the change"}};
constexpr std::array kChangeItem{
    PersonalColumn{"before", FreeText, Cleared, "変更前の値", "Values before the change"}};
constexpr std::array kIdempotency{
    PersonalColumn{"answer", FreeText, Cleared, "再送への回答", "Answer to a request sent again"},
    PersonalColumn{"body_hash", Secret, Cleared, "依頼のハッシュ", "Hash of the request"}};
constexpr std::array kTombstone{
    PersonalColumn{"hash", Secret, Hashed, "消去した方の鍵付きハッシュ", "Keyed hash"}};
constexpr std::array kErasure{
    PersonalColumn{"reason", FreeText, Kept, "消去の理由", "Reason of the erasure"},
    PersonalColumn{"erased_by_name", Identity, Kept, "消去した人(社員)", "Erased by (staff)"}};
constexpr std::array kJob{
    PersonalColumn{"payload", FreeText, Kept, "予約した作業の内容(番号のみ)", "Work to do (ids)"},
    PersonalColumn{"last_error", FreeText, Kept, "失敗の理由", "Why it failed"}};

constexpr std::array kAuditEvent{
    PersonalColumn{"reason", FreeText, Cleared, "理由", "Reason"},
    PersonalColumn{"customers", Behaviour, Kept, "見られたお客様の番号", "Numbers of who was seen"},
    PersonalColumn{"user_name", Identity, Kept, "利用者(社員)", "User (staff)"},
    PersonalColumn{"address", Behaviour, Kept, "接続元(社員)", "Address (staff)"}};
constexpr std::array kAuditSeen{PersonalColumn{"customer_id", Behaviour, Kept,
                                               "見られたお客様の番号", "Number of who was seen"},
                                PersonalColumn{"at", Behaviour, Kept, "日時", "At"}};
constexpr std::array kAuditChain{
    PersonalColumn{"salt", Secret, Cleared, "鎖の塩", "Salt of the link"},
    PersonalColumn{"commitment", Secret, Hashed, "内容の約束(ハッシュ)",
                   "Commitment to the contents"}};

constexpr std::array kUsers{
    PersonalColumn{"login", Identity, Kept, "ログイン名", "Log-in"},
    PersonalColumn{"login_form", Identity, Kept, "ログイン名(照合用)", "Log-in (for matching)"},
    PersonalColumn{"name", Identity, Kept, "氏名", "Name"},
    PersonalColumn{"password_hash", Secret, Kept, "パスワードのハッシュ", "Hash of the password"},
    PersonalColumn{"password_until", Behaviour, Kept, "仮パスワードの期限",
                   "Made password lasts until"}};
constexpr std::array kSession{
    PersonalColumn{"token_hash", Secret, Kept, "合言葉のハッシュ", "Hash of the token"},
    PersonalColumn{"address", Behaviour, Kept, "接続元", "Address"},
    PersonalColumn{"created_at", Behaviour, Kept, "サインイン", "Signed in at"},
    PersonalColumn{"seen_at", Behaviour, Kept, "最後の操作", "Seen at"},
    PersonalColumn{"proven_at", Behaviour, Kept, "本人確認", "Proved who she is at"},
    PersonalColumn{"in_call_until", Behaviour, Kept, "通話中", "In a call until"},
    PersonalColumn{"acting_for", Behaviour, Kept, "画面を確認した相手", "Looks as whom"},
    PersonalColumn{"acting_reason", FreeText, Kept, "画面を確認した理由",
                   "Why she looks as another"},
    PersonalColumn{"agent", Behaviour, Kept, "ブラウザー", "Browser"}};
constexpr std::array kGuess{
    PersonalColumn{"key_hash", Secret, Kept, "試した先のハッシュ", "Hash of what is counted"}};
constexpr std::array kKnownPath{
    PersonalColumn{"path_hash", Secret, Kept, "使い慣れた端末のハッシュ", "Hash of a known device"},
    PersonalColumn{"seen_at", Behaviour, Kept, "最後に使った日時", "Seen at"}};
constexpr std::array kTotp{
    PersonalColumn{"sealed_seed", Secret, Kept, "認証アプリの種(封印)", "Seed of the app, sealed"},
    PersonalColumn{"last_step", Behaviour, Kept, "最後に使った番号の時刻",
                   "Step of the last code"}};
constexpr std::array kRecoveryCode{
    PersonalColumn{"code_hash", Secret, Kept, "回復コードのハッシュ", "Hash of a recovery code"},
    PersonalColumn{"used_at", Behaviour, Kept, "使った日時", "Used at"}};
constexpr std::array kApiKey{
    PersonalColumn{"secret_hash", Secret, Kept, "APIキーのハッシュ", "Hash of the key"},
    PersonalColumn{"hint", Secret, Kept, "APIキーの先頭", "First letters of the key"},
    PersonalColumn{"used_from", Behaviour, Kept, "接続元", "Used from"}};
constexpr std::array kPasskey{
    PersonalColumn{"name", FreeText, Kept, "パスキーの名前", "Name of the passkey"},
    PersonalColumn{"credential_id", Secret, Kept, "パスキーの番号", "Credential"},
    PersonalColumn{"public_key", Secret, Kept, "パスキーの公開鍵", "Public key"},
    PersonalColumn{"used_at", Behaviour, Kept, "使った日時", "Used at"}};
constexpr std::array kPasskeyChallenge{
    PersonalColumn{"challenge_hash", Secret, Kept, "問いのハッシュ", "Hash of the challenge"}};
constexpr std::array kOidcVisit{PersonalColumn{"state_hash", Secret, Kept,
                                               "外部サインインの合言葉のハッシュ",
                                               "Hash of the state"},
                                PersonalColumn{"sealed", Secret, Kept, "外部サインインの控え(封印)",
                                               "Nonce and verifier, sealed"}};
constexpr std::array kOidcIdentity{
    PersonalColumn{"subject", Identity, Kept, "外部サインインでの番号", "Number at the provider"}};
constexpr std::array kSetupToken{
    PersonalColumn{"token_hash", Secret, Kept, "初期設定の合言葉のハッシュ", "Hash of the token"}};

using enum Place;
constexpr auto kNobody = Subject::Nobody;
constexpr auto kHers = Subject::Customer;
constexpr auto kStaff = Subject::Staff;

constexpr std::array kTables{
    MappedTable{Shop, "customer", kHers, Purpose::Serve, Retention::Customers, kCustomer,
                "id version owner_id team_id created_at updated_at"},
    MappedTable{Shop, "phone", kHers, Purpose::Serve, Retention::Customers, kPhone,
                "customer_id position"},
    MappedTable{Shop, "email", kHers, Purpose::Serve, Retention::Customers, kEmail,
                "customer_id position"},
    MappedTable{Shop, "address", kHers, Purpose::Fulfil, Retention::Customers, kAddress,
                "customer_id position"},
    MappedTable{Shop, "attribute", kHers, Purpose::Serve, Retention::Customers, kAttribute,
                "customer_id"},
    MappedTable{Shop, "consent", kHers, Purpose::Serve, Retention::Customers, kConsent,
                "customer_id"},
    MappedTable{Shop, "orders", kHers, Purpose::Fulfil, Retention::Customers, kOrders,
                "id version customer_id subscription_id delivery_number ordered_on known_on"},
    MappedTable{Shop, "order_line", kHers, Purpose::Fulfil, Retention::Customers, kOrderLine,
                "order_id position unit_price"},
    MappedTable{Shop, "subscription", kHers, Purpose::Fulfil, Retention::Customers, kSubscription,
                "id version customer_id created_at updated_at"},
    MappedTable{Shop, "subscription_event", kHers, Purpose::Fulfil, Retention::Customers, kEvent,
                "id subscription_id customer_id known_on order_id contact_id"},
    MappedTable{Shop, "contact", kHers, Purpose::Serve, Retention::ContactNotes, kContact,
                "id version customer_id agent_id product_id subscription_id order_id offer_id "
                "next_step_done call_list_item_id created_at updated_at"},
    MappedTable{Shop, "call_list_item", kHers, Purpose::Serve, Retention::ContactNotes,
                kCallListItem,
                "id version call_list_id position customer_id subscription_id assigned_to "
                "contact_id"},
    MappedTable{
        Shop, "import", kHers, Purpose::Fulfil, Retention::Uploads, kImport,
        "id version file_name stored_name size sha256 state preset_key mapping snapshot_on "
        "done_bytes done_line total_bytes done_rows started_at counts rejected skipped "
        "without_customer warned conflicts touched runner leased_until created_at applied_at "
        "created_by"},
    MappedTable{Shop, "import_rejection", kHers, Purpose::Fulfil, Retention::Uploads, kRejection,
                "import_id position line byte column_name code"},
    MappedTable{Shop, "import_touch", kHers, Purpose::Secure, Retention::Uploads, kTouch,
                "import_id position entity first_id last_id"},
    MappedTable{Shop, "import_preview", kHers, Purpose::Fulfil, Retention::Uploads, kPreview,
                "import_id"},
    MappedTable{Shop, "awaited_subscription", kHers, Purpose::Fulfil, Retention::Customers,
                kAwaited, "order_id"},
    MappedTable{Shop, "change", kHers, Purpose::Secure, Retention::AuditEvents, kChange,
                "seq at actor_kind actor_id entity entity_id customer_id kind version bulk"},
    MappedTable{Shop, "change_item", kHers, Purpose::Secure, Retention::AuditEvents, kChangeItem,
                "seq position entity first_id last_id customer_id"},
    MappedTable{Shop, "audit_event", kHers, Purpose::Secure, Retention::AuditEvents, kAuditEvent,
                "seq at user_id acting_for session_id shop_id kind operation entity entity_id "
                "customer_id persons row_count status detail"},
    MappedTable{Shop, "audit_seen", kHers, Purpose::Secure, Retention::AuditEvents, kAuditSeen,
                "seq"},
    MappedTable{Shop, "audit_chain", kHers, Purpose::Secure, Retention::AuditEvents, kAuditChain,
                "n source seq position digest"},
    MappedTable{Shop,
                "audit_anchor",
                kNobody,
                Purpose::Secure,
                Retention::AuditEvents,
                {},
                "n seq source position digest"},
    MappedTable{Shop,
                "audit_brake",
                kNobody,
                Purpose::Secure,
                Retention::AuditEvents,
                {},
                "user_id day persons"},
    MappedTable{Shop, "idempotency", kHers, Purpose::Operate, Retention::KeptAnswers, kIdempotency,
                "key user_id customer_id route sight status etag at"},
    MappedTable{Shop, "tombstone", kHers, Purpose::Secure, Retention::Customers, kTombstone,
                "mark erased_at"},
    MappedTable{Shop, "erasure", kStaff, Purpose::Secure, Retention::Customers, kErasure,
                "customer_id erased_at erased_by removed finished_at"},
    MappedTable{Shop, "job", kNobody, Purpose::Operate, Retention::Settings, kJob,
                "id key kind run_at lease_until leased_by attempts state created_at"},
    MappedTable{Shop, "customer_search", kHers, Purpose::Serve, Retention::Customers, kSearch,
                "customer_id"},
    MappedTable{
        Shop, "setting", kNobody, Purpose::Operate, Retention::Settings, {}, "name version value"},
    MappedTable{Shop,
                "attribute_definition",
                kNobody,
                Purpose::Operate,
                Retention::Settings,
                {},
                "name kind label_ja label_en"},
    MappedTable{Shop,
                "product",
                kNobody,
                Purpose::Operate,
                Retention::Settings,
                {},
                "id version external_key name name_form category price cost is_subscription "
                "lead_business_days active created_at updated_at onboarding_deliveries "
                "onboarding_days onboarding_purpose"},
    MappedTable{Shop,
                "reason",
                kNobody,
                Purpose::Operate,
                Retention::Settings,
                {},
                "code parent position ja en core active"},
    MappedTable{Shop,
                "offer",
                kNobody,
                Purpose::Operate,
                Retention::Settings,
                {},
                "id version ja en active"},
    MappedTable{Shop, "segment", kNobody, Purpose::Operate, Retention::Settings, kSegment,
                "id version name note condition_json created_at created_by updated_at updated_by"},
    MappedTable{Shop, "saved_view", kStaff, Purpose::Operate, Retention::Settings, kSavedView,
                "id version name analysis query note shared owner created_at updated_at"},
    MappedTable{Shop,
                "dashboard",
                kNobody,
                Purpose::Operate,
                Retention::Settings,
                {},
                "id version name for_role created_at updated_at"},
    MappedTable{Shop,
                "dashboard_tile",
                kNobody,
                Purpose::Operate,
                Retention::Settings,
                {},
                "dashboard_id position view_id analysis shown width height"},
    MappedTable{Shop, "kpi", kStaff, Purpose::Operate, Retention::Settings, kKpi,
                "id version name analysis query headline target baseline direction from_on to_on "
                "alert_at owner created_at updated_at"},
    MappedTable{Shop,
                "context_event",
                kNobody,
                Purpose::Operate,
                Retention::Settings,
                {},
                "id version kind from_on to_on name note created_at updated_at"},
    MappedTable{Shop, "report_schedule", kStaff, Purpose::Operate, Retention::Settings,
                kReportSchedule,
                "id version name view_id dashboard_id every weekday day_of_month hour format "
                "active language last_run made_by created_at updated_at"},
    MappedTable{Shop, "report_recipient", kStaff, Purpose::Operate, Retention::Settings,
                kReportRecipient, "schedule_id user_id"},
    MappedTable{Shop, "mail_server", kStaff, Purpose::Operate, Retention::Settings, kMailServer,
                "id version host port guard page updated_at"},
    MappedTable{
        Shop, "phrase", kNobody, Purpose::Operate, Retention::Settings, {}, "key version text"},
    MappedTable{Shop,
                "call_list",
                kNobody,
                Purpose::Serve,
                Retention::ContactNotes,
                {},
                "id version name source closed created_by created_at"},
    MappedTable{Shop,
                "import_conflict",
                kNobody,
                Purpose::Operate,
                Retention::Uploads,
                {},
                "import_id position entity entity_id field reason"},
    MappedTable{Shop,
                "import_undone",
                kNobody,
                Purpose::Operate,
                Retention::Uploads,
                {},
                "entity entity_id versions"},
    MappedTable{Shop,
                "preset",
                kNobody,
                Purpose::Operate,
                Retention::Settings,
                {},
                "key name mapping created_at"},
    MappedTable{Shop, "id_block", kNobody, Purpose::Operate, Retention::Settings, {}, "name next"},
    MappedTable{Control, "audit_event", kHers, Purpose::Secure, Retention::AuditEvents, kAuditEvent,
                "seq at user_id acting_for session_id shop_id kind operation entity entity_id "
                "customer_id persons row_count status detail"},
    MappedTable{Control, "audit_seen", kHers, Purpose::Secure, Retention::AuditEvents, kAuditSeen,
                "seq"},
    MappedTable{Control, "audit_chain", kHers, Purpose::Secure, Retention::AuditEvents, kAuditChain,
                "n source seq position digest"},
    MappedTable{Control,
                "audit_anchor",
                kNobody,
                Purpose::Secure,
                Retention::AuditEvents,
                {},
                "n seq source position digest"},
    MappedTable{Control,
                "audit_brake",
                kNobody,
                Purpose::Secure,
                Retention::AuditEvents,
                {},
                "user_id day persons"},
    MappedTable{Control, "users", kStaff, Purpose::Secure, Retention::Staff, kUsers,
                "id version active created_at updated_at"},
    MappedTable{Control, "session", kStaff, Purpose::Secure, Retention::SignIns, kSession,
                "id user_id stage acting_shop"},
    MappedTable{Control, "idempotency", kStaff, Purpose::Operate, Retention::KeptAnswers,
                kIdempotency, "key user_id customer_id route sight status etag at"},
    MappedTable{Control, "sign_in_guess", kStaff, Purpose::Secure, Retention::SignIns, kGuess,
                "id at"},
    MappedTable{
        Control, "sign_in_turn", kNobody, Purpose::Operate, Retention::Settings, {}, "id turns"},
    MappedTable{Control, "known_path", kStaff, Purpose::Secure, Retention::SignIns, kKnownPath, ""},
    MappedTable{Control, "totp", kStaff, Purpose::Secure, Retention::Staff, kTotp,
                "user_id confirmed created_at"},
    MappedTable{Control, "recovery_code", kStaff, Purpose::Secure, Retention::Staff, kRecoveryCode,
                "user_id"},
    MappedTable{Control, "api_key", kStaff, Purpose::Secure, Retention::Staff, kApiKey,
                "id version shop_id name role created_by created_at expires_at used_at revoked_at"},
    MappedTable{Control,
                "shop_network",
                kNobody,
                Purpose::Secure,
                Retention::Settings,
                {},
                "shop_id block note"},
    MappedTable{Control, "passkey", kStaff, Purpose::Secure, Retention::Staff, kPasskey,
                "id user_id algorithm sign_count created_at"},
    MappedTable{Control, "passkey_challenge", kStaff, Purpose::Secure, Retention::SignIns,
                kPasskeyChallenge, "purpose user_id expires_at"},
    MappedTable{Control, "oidc_visit", kStaff, Purpose::Secure, Retention::SignIns, kOidcVisit,
                "provider expires_at"},
    MappedTable{Control, "oidc_identity", kStaff, Purpose::Secure, Retention::Staff, kOidcIdentity,
                "provider user_id created_at"},
    MappedTable{Control, "setup_token", kStaff, Purpose::Secure, Retention::SignIns, kSetupToken,
                "expires_at used_at"},
    MappedTable{Control,
                "membership",
                kNobody,
                Purpose::Secure,
                Retention::Staff,
                {},
                "user_id shop_id version active created_at updated_at team_id"},
    MappedTable{Control,
                "membership_role",
                kNobody,
                Purpose::Secure,
                Retention::Staff,
                {},
                "user_id shop_id role"},
    MappedTable{Control,
                "role",
                kNobody,
                Purpose::Secure,
                Retention::Settings,
                {},
                "id shop_id version name created_at updated_at"},
    MappedTable{Control,
                "role_grant",
                kNobody,
                Purpose::Secure,
                Retention::Settings,
                {},
                "role_id entity action scope"},
    MappedTable{Control,
                "role_field",
                kNobody,
                Purpose::Secure,
                Retention::Settings,
                {},
                "role_id field field_right"},
    MappedTable{Control,
                "role_policy",
                kNobody,
                Purpose::Secure,
                Retention::Settings,
                {},
                "shop_id role needs_second_factor networks"},
    MappedTable{Control,
                "team",
                kNobody,
                Purpose::Secure,
                Retention::Settings,
                {},
                "id shop_id version name active created_at updated_at"},
    MappedTable{Control,
                "shop",
                kNobody,
                Purpose::Operate,
                Retention::Settings,
                {},
                "id version name created_at"},
    MappedTable{Control, "change", kStaff, Purpose::Secure, Retention::AuditEvents, kChange,
                "seq at actor_kind actor_id entity entity_id customer_id kind version bulk"},
    MappedTable{Control, "change_item", kStaff, Purpose::Secure, Retention::AuditEvents,
                kChangeItem, "seq position entity first_id last_id customer_id"},
    MappedTable{Control, "job", kNobody, Purpose::Operate, Retention::Settings, kJob,
                "id key kind run_at lease_until leased_by attempts state created_at"},
    MappedTable{
        Control, "id_block", kNobody, Purpose::Operate, Retention::Settings, {}, "name next"},
};

}  // namespace

std::span<const MappedTable> mapped_tables() { return kTables; }

}  // namespace tsunagi::privacy
