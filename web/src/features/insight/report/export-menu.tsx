import { memo, useState } from "react";
import { download, withReason } from "@/api/download";
import { ReasonDialog } from "@/domain/reason-dialog";
import { useMay, useShop } from "@/domain/shop";
import { useT, wordFor } from "@/i18n";
import { Button, Menu, toast } from "@/ui";

const formats = ["xlsx", "pdf", "csv"] as const;
type Format = (typeof formats)[number];

/** `query`: what the page asked its report with, as the server reads it. */
type Props = { analysis: string; title: string; query: string };

const PlainMenu = ({ analysis, title, query }: Props) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const [format, setFormat] = useState<Format>();
  if (!may("insight.export")) return null;
  const name = `${title}.${format ?? ""}`;
  const asked = `${query === "" ? "" : `${query}&`}format=${format ?? ""}`;
  const path = `/api/v1/shops/${shop.id}/insight/${analysis}/file?${asked}`;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default">{t("export.action")}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {formats.map((each) => (
            <Menu.Item key={each} onClick={() => setFormat(each)}>
              {wordFor(t, "insight.file", each)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {format !== undefined && (
        <ReasonDialog
          title={t("export.title", { name })}
          hint={t("export.hint")}
          label={t("export.reason")}
          placeholder={t("export.reasonPlaceholder")}
          action={t("export.action")}
          run={async (reason) => {
            const handed = await download(withReason(path, reason), name);
            toast({ tone: "done", message: t("export.done", { name: handed }) });
          }}
          onDone={() => setFormat(undefined)}
          onClose={() => setFormat(undefined)}
        />
      )}
    </>
  );
};

/** Hands out the report as a file, after asking why: the reason stands in the trail. */
export const ExportMenu = memo(PlainMenu);
