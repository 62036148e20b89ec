-- What people keep of insight. Things of many parts are JSON: they are read and written whole.

CREATE TABLE saved_view (
    id {id},
    version {int} NOT NULL,
    name {text} NOT NULL,
    analysis {text} NOT NULL,       -- of the catalogue
    query {text} NOT NULL,          -- JSON, board::SavedQuery
    note {text} NOT NULL,
    shared {int} NOT NULL,          -- 0: only the owner sees it
    owner {int} NOT NULL,
    owner_name {text} NOT NULL,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};

CREATE TABLE dashboard (
    id {id},
    version {int} NOT NULL,
    name {text} NOT NULL,
    for_role {text},                -- shown first to members with it
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};

CREATE TABLE dashboard_tile (
    dashboard_id {int} NOT NULL REFERENCES dashboard (id),
    position {int} NOT NULL,
    view_id {int} REFERENCES saved_view (id),
    analysis {text},                -- without a view: of the catalogue, asked as it is
    shown {text} NOT NULL,          -- key of a figure or a headline
    width {int} NOT NULL,           -- of three columns
    height {int} NOT NULL,
    PRIMARY KEY (dashboard_id, position)
) {strict_without_rowid};
CREATE INDEX dashboard_tile_view ON dashboard_tile (view_id) WHERE view_id IS NOT NULL;

CREATE TABLE kpi (
    id {id},
    version {int} NOT NULL,
    name {text} NOT NULL,
    analysis {text} NOT NULL,
    query {text} NOT NULL,          -- JSON, without a period
    headline {text} NOT NULL,       -- key
    target {real} NOT NULL,
    baseline {real} NOT NULL,
    direction {text} NOT NULL,      -- higher, lower
    from_on {int} NOT NULL,
    to_on {int} NOT NULL,
    alert_at {real},
    owner {int} NOT NULL,
    owner_name {text} NOT NULL,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};

CREATE TABLE context_event (
    id {id},
    version {int} NOT NULL,
    kind {text} NOT NULL,
    from_on {int} NOT NULL,
    to_on {int} NOT NULL,
    name {text} NOT NULL,
    note {text} NOT NULL,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};

CREATE TABLE report_schedule (
    id {id},
    version {int} NOT NULL,
    name {text} NOT NULL,
    view_id {int} REFERENCES saved_view (id),
    dashboard_id {int} REFERENCES dashboard (id),
    every {text} NOT NULL,          -- day, week, month
    weekday {int},
    day_of_month {int},
    hour {int} NOT NULL,            -- in the shop's zone
    format {text} NOT NULL,
    active {int} NOT NULL,
    last_run {int},
    last_error {text} NOT NULL,     -- '' when the last run went well
    made_by {int} NOT NULL,
    made_by_name {text} NOT NULL,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};
CREATE INDEX report_schedule_view ON report_schedule (view_id) WHERE view_id IS NOT NULL;
CREATE INDEX report_schedule_dashboard ON report_schedule (dashboard_id)
    WHERE dashboard_id IS NOT NULL;

CREATE TABLE report_recipient (
    schedule_id {int} NOT NULL REFERENCES report_schedule (id),
    user_id {int} NOT NULL,
    name {text} NOT NULL,           -- as the control database had it
    PRIMARY KEY (schedule_id, user_id)
) {strict_without_rowid};
