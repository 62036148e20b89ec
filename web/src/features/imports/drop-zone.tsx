import { useQueryClient } from "@tanstack/react-query";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { isStatus } from "@/api/problem";
import type { Import } from "@/api/types";
import { uploadImport } from "@/api/writes";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, format } from "@/ui";
import css from "./imports.module.css";
import { isImport } from "./is-import";

type Upload =
  | { kind: "waiting" }
  | { kind: "sending"; file: File; sent: number; stop: AbortController }
  | { kind: "failed"; message: string };

/** Takes one file and streams it to the server; a file already on its way is opened instead. */
export const DropZone = ({ onUploaded }: { onUploaded: (file: Import) => void }) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [upload, setUpload] = useState<Upload>({ kind: "waiting" });

  const send = async (file: File): Promise<void> => {
    const stop = new AbortController();
    setUpload({ kind: "sending", file, sent: 0, stop });
    try {
      const made = await uploadImport(
        shop.id,
        file,
        (sent) => setUpload({ kind: "sending", file, sent, stop }),
        stop.signal,
      );
      await queries.invalidateQueries({ queryKey: ["shop", shop.id, "imports"] });
      onUploaded(made);
    } catch (error) {
      if (isStatus(error, 409) && isImport(error.current)) onUploaded(error.current);
      else if (stop.signal.aborted) setUpload({ kind: "waiting" });
      else setUpload({ kind: "failed", message: failure(error) });
    }
  };
  const take = (files: FileList | null): void => {
    const file = files?.[0];
    if (file !== undefined) void send(file);
  };

  if (upload.kind === "sending") {
    const share = upload.file.size === 0 ? 1 : upload.sent / upload.file.size;
    return (
      <div className={css.drop}>
        <div className="grow stack-tight">
          <span>{t("imports.sending", { name: upload.file.name })}</span>
          <div className={css.meter}>
            <span style={{ width: `${share * 100}%` }} />
          </div>
          <span className="caption">
            {format.bytes(upload.sent)} / {format.bytes(upload.file.size)}
          </span>
        </div>
        <Button variant="default" onClick={() => upload.stop.abort()}>
          {t("common.cancel")}
        </Button>
      </div>
    );
  }
  return (
    <div
      className={css.drop}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <IconFileSpreadsheet size={28} stroke={1.4} aria-hidden />
      <div>
        <p className="strong">{t("imports.drop")}</p>
        <p className="caption">{t("imports.dropHint")}</p>
        {upload.kind === "failed" && (
          <p className="danger" role="alert">
            {upload.message}
          </p>
        )}
      </div>
      <Button onClick={() => input.current?.click()}>{t("imports.choose")}</Button>
      <input
        ref={input}
        className={css.hiddenInput}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        tabIndex={-1}
        aria-label={t("imports.choose")}
        onChange={(event) => take(event.currentTarget.files)}
      />
    </div>
  );
};
