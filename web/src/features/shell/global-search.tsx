import { useQuery } from "@tanstack/react-query";
import { IconSearch } from "@tabler/icons-react";
import { useId, useState, type KeyboardEvent, type RefObject } from "react";
import { customerSearchQuery } from "@/api/queries";
import type { CustomerRow } from "@/api/types";
import { CustomerName } from "@/domain/customer-columns";
import { StatusTag } from "@/domain/marks";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { useDebouncedValue } from "@/ui";
import css from "./shell.module.css";

type Props = { input: RefObject<HTMLInputElement | null>; onOpen: (customer: CustomerRow) => void };

/** The search of the frame: name, kana, telephone or mail; Enter opens the first or chosen hit. */
export const GlobalSearch = ({ input, onOpen }: Props) => {
  const t = useT();
  const shop = useShop();
  const id = useId();
  const [text, setText] = useState("");
  const [focused, setFocused] = useState(false);
  const [chosen, setChosen] = useState(0);
  const [asked] = useDebouncedValue(text.trim(), 120);
  const found = useQuery(customerSearchQuery(shop.id, asked));
  const hits = asked === "" ? [] : (found.data?.items ?? []);
  const shown = focused && asked !== "" && found.data !== undefined;

  const open = (customer: CustomerRow): void => {
    setText("");
    input.current?.blur();
    onOpen(customer);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const hit = hits[Math.min(chosen, hits.length - 1)];
    if (event.key === "Enter" && hit !== undefined) open(hit);
    else if (event.key === "Escape") {
      setText("");
      input.current?.blur();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setChosen((now) => Math.max(0, Math.min(hits.length - 1, now + step)));
    }
  };

  return (
    <div className={css.search} role="search">
      <IconSearch size={16} className={css.searchIcon} aria-hidden />
      <input
        ref={input}
        className={css.searchInput}
        role="combobox"
        aria-label={t("search.label")}
        aria-expanded={shown}
        aria-controls={`${id}-hits`}
        aria-activedescendant={shown && hits.length > 0 ? `${id}-${chosen}` : undefined}
        aria-autocomplete="list"
        placeholder={t("search.placeholder")}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setChosen(0);
        }}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onKeyDown={onKeyDown}
        autoComplete="off"
        spellCheck={false}
      />
      {!focused && (
        <span className={css.searchKey} aria-hidden="true">
          <kbd className="key">/</kbd>
        </span>
      )}
      <div
        id={`${id}-hits`}
        role="listbox"
        aria-label={t("search.label")}
        className={css.found}
        hidden={!shown}
      >
        {hits.map((hit, at) => (
          <div
            key={hit.id}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === chosen}
            className={css.hit}
            onMouseDown={(event) => {
              event.preventDefault();
              open(hit);
            }}
            onMouseEnter={() => setChosen(at)}
          >
            <CustomerName customer={hit} />
            <span className="soft">{hit.phone}</span>
            <StatusTag status={hit.status} deliveries={hit.delivery_number} />
          </div>
        ))}
        {hits.length === 0 && <div className={css.none}>{t("search.none", { q: asked })}</div>}
      </div>
    </div>
  );
};
