import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { BoardsPage } from "@/features/board/boards-page";
import { Allowed } from "./allowed";
import { WithAnalyses } from "./analyses";
import { placeRights } from "./places";

export const Boards = () => {
  const go = useNavigate();
  const { shop } = useParams({ from: "/s/$shop/boards" });
  const { board } = useSearch({ from: "/s/$shop/boards" });
  return (
    <Allowed any={placeRights.boards}>
      <WithAnalyses
        onAnalysis={(analysis, search) =>
          void go({ to: "/s/$shop/insight/$analysis", params: { shop, analysis }, search })
        }
      >
        <BoardsPage
          chosen={board}
          onChosen={(key) =>
            go({ to: "/s/$shop/boards", params: { shop }, search: key === undefined ? {} : { board: key } })
          }
        />
      </WithAnalyses>
    </Allowed>
  );
};
