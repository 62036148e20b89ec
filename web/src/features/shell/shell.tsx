import {
  IconChartHistogram,
  IconChevronDown,
  IconFilter,
  IconHeadset,
  IconHome,
  IconLayoutDashboard,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconMoon,
  IconPhoneOutgoing,
  IconSettings,
  IconShieldSearch,
  IconSun,
  IconTableImport,
  IconUsers,
  type Icon,
} from "@tabler/icons-react";
import { useRef, useState, type ReactNode } from "react";
import type { CustomerRow } from "@/api/types";
import type { LiveState } from "@/api/live";
import { useActingFor, useMe, useShop, type Shop } from "@/domain/shop";
import { setLanguage, useLanguage, useT, wordFor, type Key } from "@/i18n";
import { Menu, ToastTray, Tooltip, useColorScheme, useLocalStorage, useScheme, useShortcuts } from "@/ui";
import { ActingBanner } from "./acting-banner";
import { GlobalSearch } from "./global-search";
import { KeyHelp } from "./key-help";
import { PasswordBanner } from "./password-banner";
import css from "./shell.module.css";

type Place =
  | "today"
  | "desk"
  | "customers"
  | "call-lists"
  | "insight"
  | "boards"
  | "segments"
  | "imports"
  | "audit"
  | "settings";

type Entry = { place: Place; key: Key; letter: string; icon: Icon };

const entries: Entry[] = [
  { place: "today", key: "nav.today", letter: "t", icon: IconHome },
  { place: "desk", key: "nav.desk", letter: "d", icon: IconHeadset },
  { place: "customers", key: "nav.customers", letter: "c", icon: IconUsers },
  { place: "call-lists", key: "nav.callLists", letter: "l", icon: IconPhoneOutgoing },
  { place: "insight", key: "nav.insight", letter: "a", icon: IconChartHistogram },
  { place: "boards", key: "nav.boards", letter: "b", icon: IconLayoutDashboard },
  { place: "segments", key: "nav.segments", letter: "e", icon: IconFilter },
  { place: "imports", key: "nav.imports", letter: "i", icon: IconTableImport },
  { place: "audit", key: "nav.audit", letter: "u", icon: IconShieldSearch },
  { place: "settings", key: "nav.settings", letter: "s", icon: IconSettings },
];

type ShellProps = {
  here: Place | undefined;
  /** The pages she may open; the others are not in her menu. */
  open: Place[];
  shops: Shop[];
  live: LiveState;
  hrefOf: (place: Place) => string;
  onGo: (place: Place) => void;
  onOpenCustomer: (customer: CustomerRow) => void;
  onShop: (shop: Shop) => void;
  onEndViewAs: () => void;
  /** Until when the password that somebody made for her works; null when it is her own. */
  passwordUntil: string | null;
  onPassword: () => void;
  onSecurity: () => void;
  onSignOut: () => void;
  children: ReactNode;
};

export const Shell = (props: ShellProps) => {
  const t = useT();
  const shop = useShop();
  const me = useMe();
  const actingFor = useActingFor();
  const { passwordUntil } = props;
  const language = useLanguage();
  const scheme = useScheme();
  const { setColorScheme } = useColorScheme();
  const search = useRef<HTMLInputElement>(null);
  const [help, setHelp] = useState(false);
  const [narrow, setNarrow] = useLocalStorage({ key: "tsunagi-narrow", defaultValue: false });

  const mine = entries.filter(({ place }) => props.open.includes(place));

  useShortcuts((shortcut, event) => {
    if (shortcut.kind === "search") {
      event.preventDefault();
      search.current?.focus();
      search.current?.select();
    }
    if (shortcut.kind === "help") setHelp(true);
    if (shortcut.kind === "go") {
      const entry = mine.find((each) => each.letter === shortcut.letter);
      if (entry !== undefined) props.onGo(entry.place);
    }
  });

  return (
    <div className={css.frame} data-notice={actingFor !== null || passwordUntil !== null}>
      {actingFor !== null && <ActingBanner name={actingFor.name} onEnd={props.onEndViewAs} />}
      {actingFor === null && passwordUntil !== null && (
        <PasswordBanner until={passwordUntil} onPassword={props.onPassword} />
      )}
      <header className={css.top}>
        <div className={css.brand}>
          <img src="/favicon.svg" alt="" width={22} height={22} />
          {t("brand.name")}
        </div>
        <Menu position="bottom-start">
          <Menu.Target>
            <button type="button" className={css.shop}>
              <span className="clip">{shop.name}</span>
              <IconChevronDown size={14} aria-hidden />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {props.shops.map((each) => (
              <Menu.Item key={each.id} onClick={() => props.onShop(each)}>
                {each.name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <div className={css.middle}>
          <GlobalSearch input={search} onOpen={props.onOpenCustomer} />
        </div>
        <div className={css.right}>
          <Tooltip label={wordFor(t, "live.hint", props.live)}>
            <span className={css.live} data-state={props.live}>
              <span className={css.dot} aria-hidden="true" />
              {wordFor(t, "live.state", props.live)}
            </span>
          </Tooltip>
          <button
            type="button"
            className={css.icon}
            onClick={() => void setLanguage(language === "ja" ? "en" : "ja")}
            lang={language === "ja" ? "en" : "ja"}
          >
            {language === "ja" ? "EN" : "日本語"}
          </button>
          <button
            type="button"
            className={css.icon}
            aria-label={scheme === "dark" ? t("theme.toLight") : t("theme.toDark")}
            onClick={() => setColorScheme(scheme === "dark" ? "light" : "dark")}
          >
            {scheme === "dark" ? <IconSun size={17} /> : <IconMoon size={17} />}
          </button>
          <Menu position="bottom-end">
            <Menu.Target>
              <button type="button" className={css.icon}>
                <span className="strong">{me.name}</span>
                <IconChevronDown size={14} aria-hidden />
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setHelp(true)}>{t("help.title")}</Menu.Item>
              <Menu.Item onClick={props.onSecurity}>{t("security.title")}</Menu.Item>
              <Menu.Item onClick={props.onPassword}>{t("password.title")}</Menu.Item>
              <Menu.Item onClick={props.onSignOut}>{t("session.signOut")}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </header>
      <nav className={css.side} data-narrow={narrow} aria-label={t("nav.label")}>
        {mine.map(({ place, key, icon: Mark }) => (
          <a
            key={place}
            href={props.hrefOf(place)}
            data-here={place === props.here}
            aria-current={place === props.here ? "page" : undefined}
            aria-label={narrow ? t(key) : undefined}
            title={narrow ? t(key) : undefined}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              props.onGo(place);
            }}
          >
            <Mark size={18} stroke={1.6} aria-hidden />
            {!narrow && t(key)}
          </a>
        ))}
        <button
          type="button"
          className={css.fold}
          onClick={() => setNarrow(!narrow)}
          aria-label={narrow ? t("nav.widen") : t("nav.narrow")}
        >
          {narrow ? (
            <IconLayoutSidebarLeftExpand size={18} stroke={1.6} />
          ) : (
            <IconLayoutSidebarLeftCollapse size={18} stroke={1.6} />
          )}
          {!narrow && t("nav.narrow")}
        </button>
      </nav>
      <main className={css.main}>{props.children}</main>
      <KeyHelp
        opened={help}
        onClose={() => setHelp(false)}
        places={mine.map(({ key, letter }) => [key, ["g", letter]])}
      />
      <ToastTray />
    </div>
  );
};
