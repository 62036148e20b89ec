import { useT } from "@/i18n";
import { Button } from "@/ui";
import { paintGrid, type Grid } from "@/ui/grid-picture";
import type { PictureText } from "@/ui/picture-page";

/** Hands out what stands above it as a picture. */
export const ImageButton = ({ grid, text }: { grid: () => Grid; text: PictureText }) => {
  const t = useT();
  return (
    <div className="row" style={{ justifyContent: "flex-end" }}>
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={t("insight.imageOf", { name: text.title })}
        onClick={() => paintGrid(grid(), text)}
      >
        {t("insight.image")}
      </Button>
    </div>
  );
};
