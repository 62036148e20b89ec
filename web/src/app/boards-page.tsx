import { useNavigate, useParams } from "@tanstack/react-router";
import { BoardsPage } from "@/features/board/boards-page";
import { Allowed } from "./allowed";
import { WithAnalyses } from "./analyses";
import { placeRights } from "./places";

export const Boards = () => {
  const go = useNavigate();
  const { shop } = useParams({ from: "/s/$shop/boards" });
  return (
    <Allowed any={placeRights.boards}>
      <WithAnalyses
        onAnalysis={(analysis, search) =>
          void go({ to: "/s/$shop/insight/$analysis", params: { shop, analysis }, search })
        }
      >
        <BoardsPage />
      </WithAnalyses>
    </Allowed>
  );
};
