import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { SegmentPage } from "@/features/segments/segment-page";
import { SegmentsPage } from "@/features/segments/segments-page";
import { Allowed } from "./allowed";
import { backOf } from "./back";
import { placeRights } from "./places";
import { useWays } from "./ways";

const list = "/s/$shop/segments";
const one = "/s/$shop/segments/$id";

export const Segments = () => {
  const go = useNavigate();
  const { shop } = useParams({ from: list });
  return (
    <Allowed any={placeRights.segments}>
      <SegmentsPage
        onOpen={({ id }) => void go({ to: one, params: { shop, id: String(id) } })}
        onNew={() => void go({ to: one, params: { shop, id: "new" } })}
      />
    </Allowed>
  );
};

export const Segment = () => {
  const go = useNavigate();
  const ways = useWays();
  const { shop, id } = useParams({ from: one });
  const back = backOf(useSearch({ from: one }).back);
  const analyse = async (segment?: { id: number }): Promise<void> => {
    if (back === undefined) return;
    const search = segment === undefined ? back.view : { ...back.view, segment: String(segment.id) };
    await go({ to: "/s/$shop/insight/$analysis", params: { shop, analysis: back.analysis }, search });
  };
  return (
    <Allowed any={placeRights.segments}>
      <SegmentPage
        id={id === "new" ? undefined : Number(id)}
        analyses={back !== undefined}
        onList={() => (back === undefined ? go({ to: list, params: { shop } }) : analyse())}
        onSaved={(segment) =>
          back === undefined
            ? go({ to: one, params: { shop, id: String(segment.id) }, replace: true })
            : analyse(segment)
        }
        onCustomer={(customer) => ways.customer(customer.id)}
        onCallList={(made) => ways.callList(made.id)}
      />
    </Allowed>
  );
};
