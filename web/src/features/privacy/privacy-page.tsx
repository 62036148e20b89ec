import { useState, type ReactNode } from "react";
import { useMay } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Page, SegmentedControl } from "@/ui";
import { BreachDesk } from "./breach-desk";
import { ComebackDialog } from "./comeback-dialog";
import { ErasuresTable } from "./erasures-table";
import { MapTable } from "./map-table";
import { RetentionPanel } from "./retention-panel";
import type { PrivacyView } from "./view";
import { parts, partOf } from "./view";

type Props = {
  view: PrivacyView;
  tabs: ReactNode;
  onView: (view: PrivacyView) => void;
  onCustomer: (id: number) => void;
};

/** What is kept of whom and why, for how long, who asked to be forgotten, what an account has seen. */
export const PrivacyPage = ({ view, tabs, onView, onCustomer }: Props) => {
  const t = useT();
  const may = useMay();
  const part = partOf(view.part);
  const [comeback, setComeback] = useState(false);
  const shown = parts.filter((each) => each !== "breach" || may("privacy.export"));
  return (
    <Page
      title={t("nav.settings")}
      tabs={tabs}
      mode="fill"
      actions={
        part === "erasures" &&
        may("privacy.delete") && (
          <Button variant="default" onClick={() => setComeback(true)}>
            {t("comeback.open")}
          </Button>
        )
      }
      filters={
        <SegmentedControl
          size="xs"
          aria-label={t("privacy.title")}
          value={part}
          onChange={(next) => onView({ part: next })}
          data={shown.map((value) => ({ value, label: t(`privacy.part.${value}`) }))}
        />
      }
    >
      {part === "map" && <MapTable />}
      {part === "retention" && <RetentionPanel />}
      {part === "erasures" && <ErasuresTable onCustomer={onCustomer} />}
      {comeback && <ComebackDialog onClose={() => setComeback(false)} />}
      {part === "breach" && <BreachDesk view={view} onView={onView} onCustomer={onCustomer} />}
    </Page>
  );
};
