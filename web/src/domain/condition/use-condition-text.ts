import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { segmentFieldsQuery, type Condition } from "@/api/segments";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { usePlaces } from "@/ui";
import { useCellTitles } from "./cell-titles";
import { readAloud } from "./reading";
import { emptyGroup, treeOf } from "./tree";
import { useVocabulary } from "./vocabulary";

/** A condition in words; nothing while they are fetched, and of no condition. */
export const useConditionText = (condition: Condition | undefined): string => {
  const t = useT();
  const shop = useShop();
  const places = usePlaces();
  const asked = condition !== undefined;
  const fields = useQuery({ ...segmentFieldsQuery(shop.id), enabled: asked }).data;
  const words = useVocabulary(asked ? fields : undefined);
  const root = useMemo(() => (condition === undefined ? emptyGroup("all") : treeOf(condition)), [condition]);
  const cellTitle = useCellTitles(root);
  return fields === undefined ? "" : readAloud(root, { t, words, places, cellTitle });
};
