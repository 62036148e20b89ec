-- Roles, several per member, and teams. A role is named by its key: the word of a preset, or the id
-- of a row of `role`. Owners become administrators.

CREATE TABLE role (
    id {id},
    shop_id {int} NOT NULL REFERENCES shop (id),
    version {int} NOT NULL,
    name {text} NOT NULL,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};
CREATE INDEX role_of_shop ON role (shop_id, id);

CREATE TABLE role_grant (
    role_id {int} NOT NULL REFERENCES role (id),
    entity {text} NOT NULL,
    action {text} NOT NULL,
    scope {text} NOT NULL,          -- own, team, all
    PRIMARY KEY (role_id, entity, action)
) {strict_without_rowid};

CREATE TABLE role_field (
    role_id {int} NOT NULL REFERENCES role (id),
    field {text} NOT NULL,
    field_right {text} NOT NULL,    -- masked, read, edit
    PRIMARY KEY (role_id, field)
) {strict_without_rowid};

-- What a role asks of the sign-in, for presets and own roles alike.
CREATE TABLE role_policy (
    shop_id {int} NOT NULL REFERENCES shop (id),
    role {text} NOT NULL,
    needs_second_factor {int} NOT NULL,
    networks {text} NOT NULL,       -- JSON array of address blocks; empty: from anywhere
    PRIMARY KEY (shop_id, role)
) {strict_without_rowid};

CREATE TABLE team (
    id {id},
    shop_id {int} NOT NULL REFERENCES shop (id),
    version {int} NOT NULL,
    name {text} NOT NULL,
    active {int} NOT NULL,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};
CREATE INDEX team_of_shop ON team (shop_id, id);

CREATE TABLE membership_role (
    user_id {int} NOT NULL,
    shop_id {int} NOT NULL,
    role {text} NOT NULL,
    PRIMARY KEY (shop_id, user_id, role),
    FOREIGN KEY (user_id, shop_id) REFERENCES membership (user_id, shop_id)
) {strict_without_rowid};
CREATE INDEX membership_role_role ON membership_role (shop_id, role);

INSERT INTO membership_role (user_id, shop_id, role)
SELECT user_id, shop_id, CASE role WHEN 'owner' THEN 'adm' ELSE 'op' END FROM membership;

ALTER TABLE membership DROP COLUMN role;
ALTER TABLE membership ADD COLUMN team_id {int} REFERENCES team (id);
CREATE INDEX membership_team ON membership (shop_id, team_id);
