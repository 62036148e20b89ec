import { IconX } from "@tabler/icons-react";
import { useEffect, useRef, type RefObject } from "react";
import { fieldSentence } from "@/domain/failure-sentence";
import { useLanguage, useT, wordFor } from "@/i18n";
import { ActionIcon, Button, SegmentedControl, Select, Tooltip } from "@/ui";
import { faultsAt, faultsIn, type Faults } from "./faults";
import { NarrowingEditor } from "./narrowing-editor";
import css from "./segments.module.css";
import {
  emptyGroup,
  joins,
  leafOf,
  leavesIn,
  mostDepth,
  mostLeaves,
  withJoin,
  withLeaf,
  without,
  withPart,
  type Group,
  type Join,
  type Leaf,
} from "@/domain/condition/tree";
import { ValueEditor } from "./value-editor";
import type { Vocabulary } from "@/domain/condition/vocabulary";

type Props = {
  root: Group;
  words: Vocabulary;
  faults: Faults;
  onRoot: (root: Group) => void;
};
/** `added`: the condition that was just added, which takes the keyboard once it is there. */
type Tree = Props & { added: RefObject<string> };

const isJoin = (word: string): word is Join => joins.some((join) => join === word);

const useSentences = (faults: Faults, part: Group | Leaf) => {
  const t = useT();
  const own = faultsAt(faults, part);
  return (value: string): string | undefined => {
    const sentences = faultsIn(own, value).map((problem) => fieldSentence(t, problem));
    return sentences.length === 0 ? undefined : [...new Set(sentences)].join(" ");
  };
};

const LeafRow = ({ leaf, tree }: { leaf: Leaf; tree: Tree }) => {
  const t = useT();
  const language = useLanguage();
  const { words } = tree;
  const errorAt = useSentences(tree.faults, leaf);
  const row = useRef<HTMLDivElement>(null);
  const { added } = tree;
  useEffect(() => {
    if (added.current !== leaf.key) return;
    added.current = "";
    row.current?.querySelector("input")?.focus();
  }, [added, leaf.key]);
  const name = words.fieldLabel(leaf.field);
  const own = errorAt("") ?? errorAt("field");
  const change = (next: Leaf): void => tree.onRoot(withLeaf(tree.root, next));
  const value = (
    <ValueEditor
      key="value"
      leaf={leaf}
      words={words}
      errorAt={errorAt}
      onValue={(next) => change({ ...leaf, value: next })}
    />
  );
  const op = (
    <Select
      key="op"
      aria-label={t("segments.op", { name })}
      data={(words.field(leaf.field)?.ops ?? []).map((each) => ({ value: each, label: words.op(each) }))}
      value={leaf.op}
      allowDeselect={false}
      error={errorAt("op")}
      onChange={(next) => change({ ...leaf, op: next ?? leaf.op })}
      style={{ width: leaf.value.kind === "number" ? 100 : leaf.value.kind === "yes_no" ? 80 : 180 }}
    />
  );
  return (
    <div className={css.leaf} role="group" aria-label={name} ref={row}>
      <div className={css.line}>
        <Tooltip label={words.meaning(leaf.field)} multiline maw={360}>
          <span className={css.field} tabIndex={0}>
            {name}
          </span>
        </Tooltip>
        {/* The reading order of each language: the operator before or behind the value. */}
        {language === "ja" ? [value, op] : [op, value]}
        <span className="grow" />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("segments.removeLeaf", { name })}
          onClick={() => tree.onRoot(without(tree.root, leaf.key))}
        >
          <IconX size={15} />
        </ActionIcon>
      </div>
      <NarrowingEditor leaf={leaf} words={words} errorAt={errorAt} onLeaf={change} />
      {own !== undefined && (
        <p className={css.fault} role="alert">
          {own}
        </p>
      )}
    </div>
  );
};

const AddLine = ({ group, depth, tree }: { group: Group; depth: number; tree: Tree }) => {
  const t = useT();
  const { root, words, added, onRoot } = tree;
  const full = leavesIn(root) >= mostLeaves;
  return (
    <div className={css.add}>
      <Select
        aria-label={t("segments.addCondition")}
        placeholder={full ? t("segments.full", { most: mostLeaves }) : t("segments.addCondition")}
        data={words.menu}
        value={null}
        searchable
        disabled={full}
        // Where a dialog opens with nothing in it yet, this is what she came for.
        data-autofocus={group.parts.length === 0 ? "" : undefined}
        nothingFoundMessage={t("segments.noField")}
        maxDropdownHeight={420}
        onChange={(name) => {
          const field = name === null ? undefined : words.field(name);
          if (field === undefined) return;
          const leaf = leafOf(field);
          added.current = leaf.key;
          onRoot(withPart(root, group.key, leaf));
        }}
        style={{ width: 220 }}
      />
      <Tooltip label={t("segments.deep", { depth: mostDepth })} disabled={depth < mostDepth}>
        <Button
          variant="subtle"
          disabled={depth >= mostDepth}
          onClick={() => onRoot(withPart(root, group.key, emptyGroup(group.join === "all" ? "any" : "all")))}
        >
          {t("segments.addGroup")}
        </Button>
      </Tooltip>
    </div>
  );
};

const GroupBox = ({ group, depth, tree }: { group: Group; depth: number; tree: Tree }) => {
  const t = useT();
  const own = useSentences(tree.faults, group)("");
  const last = group.parts.at(-1);
  return (
    <div
      className={css.group}
      data-join={group.join}
      role="group"
      aria-label={t(`segments.join.${group.join}`)}
    >
      <div className={css.line}>
        <SegmentedControl
          aria-label={t("segments.join")}
          size="xs"
          value={group.join}
          data={joins.map((join) => ({ value: join, label: wordFor(t, "segments.join", join) }))}
          onChange={(join) => {
            if (isJoin(join)) tree.onRoot(withJoin(tree.root, group.key, join));
          }}
        />
        <span className="grow" />
        {depth > 1 && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("segments.removeGroup")}
            onClick={() => tree.onRoot(without(tree.root, group.key))}
          >
            <IconX size={15} />
          </ActionIcon>
        )}
      </div>
      {group.parts.length === 0 && <p className="caption">{t("segments.emptyGroup")}</p>}
      {group.parts.map((part) =>
        part.kind === "leaf" ? (
          <LeafRow key={part.key} leaf={part} tree={tree} />
        ) : (
          <GroupBox key={part.key} group={part} depth={depth + 1} tree={tree} />
        ),
      )}
      {own !== undefined && (
        <p className={css.fault} role="alert">
          {own}
        </p>
      )}
      {/* A fresh box after each choice: it is a menu with a search, and keeps nothing. */}
      <AddLine key={last?.key ?? "first"} group={group} depth={depth} tree={tree} />
    </div>
  );
};

/** The tree of conditions, made from the server's catalogue of fields. */
export const ConditionBuilder = (props: Props) => {
  const t = useT();
  const added = useRef("");
  const tree = { ...props, added };
  return (
    <div className="stack-tight">
      <GroupBox group={tree.root} depth={1} tree={tree} />
      <p className="caption">
        {t("segments.limits", { n: leavesIn(tree.root), most: mostLeaves, depth: mostDepth })}
      </p>
    </div>
  );
};
