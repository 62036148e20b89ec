import { IconX } from "@tabler/icons-react";
import { useT, wordFor } from "@/i18n";
import { ActionIcon, Button, Menu, MultiSelect, Select, TextInput, TypedNumberInput } from "@/ui";
import css from "./segments.module.css";
import {
  idLists,
  isNarrowing,
  wordLists,
  type Days,
  type Leaf,
  type Narrowing,
} from "@/domain/condition/tree";
import type { ErrorAt } from "./value-editor";
import type { Vocabulary } from "@/domain/condition/vocabulary";

type Props = { leaf: Leaf; words: Vocabulary; errorAt: ErrorAt; onLeaf: (leaf: Leaf) => void };

const allLists: Narrowing[] = [...idLists, ...wordLists];

const daysOfKind = (kind: string | null): Days => {
  if (kind === "last") return { kind: "last", days: 90 };
  if (kind === "between") return { kind: "between", from: "", to: "" };
  return { kind: "always" };
};

const DaysEditor = ({ leaf, errorAt, onLeaf }: Props) => {
  const t = useT();
  const { days } = leaf;
  const set = (next: Days): void => onLeaf({ ...leaf, days: next });
  const error = errorAt("window");
  return (
    <div className={css.narrowing}>
      <span className={css.narrowingName}>{t("segments.window")}</span>
      <Select
        aria-label={t("segments.window")}
        data={(["always", "last", "between"] as const).map((kind) => ({
          value: kind,
          label: wordFor(t, "segments.window", kind),
        }))}
        value={days.kind}
        allowDeselect={false}
        onChange={(kind) => set(daysOfKind(kind))}
        error={days.kind === "always" ? error : undefined}
        style={{ width: 136 }}
      />
      {days.kind === "last" && (
        <>
          <TypedNumberInput
            size="xs"
            aria-label={t("segments.lastDays")}
            value={days.days}
            min={1}
            allowDecimal={false}
            allowNegative={false}
            hideControls
            error={error}
            onNumber={(next) => set({ kind: "last", days: next })}
            style={{ width: 64 }}
          />
          <span className={css.unit}>{t("segments.unit.days")}</span>
        </>
      )}
      {days.kind === "between" &&
        (["from", "to"] as const).map((name) => (
          <TextInput
            key={name}
            type="date"
            aria-label={t(`segments.${name}`)}
            value={days[name]}
            error={name === "from" ? errorAt("window/from") : error}
            onChange={(event) => set({ ...days, [name]: event.currentTarget.value })}
            style={{ width: 136 }}
          />
        ))}
    </div>
  );
};

/** Which rows and which days a condition looks at. */
export const NarrowingEditor = (props: Props) => {
  const { leaf, words, errorAt, onLeaf } = props;
  const t = useT();
  const field = words.field(leaf.field);
  const possible = (field?.narrowed_by ?? []).filter(isNarrowing);
  const open = allLists.filter((name) => leaf.of[name] !== undefined);
  const left = possible.filter((name) => !open.includes(name));
  const set = (name: Narrowing, list: string[] | undefined): void => {
    onLeaf({ ...leaf, of: { ...leaf.of, [name]: list } });
  };
  if (field === undefined || (possible.length === 0 && !field.window)) return null;
  return (
    <div className={css.narrowings}>
      {field.window && <DaysEditor {...props} />}
      {open.map((name) => {
        const label = t(`segments.of.${name}`);
        const list = leaf.of[name] ?? [];
        return (
          <div key={name} className={css.narrowing}>
            <span className={css.narrowingName}>{label}</span>
            <MultiSelect
              size="xs"
              aria-label={label}
              placeholder={list.length === 0 ? t("segments.choose") : ""}
              data={words.narrowings(name)}
              value={list}
              onChange={(next) => set(name, next)}
              searchable
              hidePickedOptions
              limit={100}
              nothingFoundMessage={t("insight.nothingFound")}
              error={errorAt(`of/${name}`)}
              className={css.many ?? ""}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t("segments.removeNarrowing", { name: label })}
              onClick={() => set(name, undefined)}
            >
              <IconX size={14} />
            </ActionIcon>
          </div>
        );
      })}
      {left.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="subtle" size="compact-xs">
              {t("segments.addNarrowing")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {left.map((name) => (
              <Menu.Item key={name} onClick={() => set(name, [])}>
                {t(`segments.of.${name}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
};
