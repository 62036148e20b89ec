import { useNavigate, useParams } from "@tanstack/react-router";
import { SegmentPage } from "@/features/segments/segment-page";
import { SegmentsPage } from "@/features/segments/segments-page";
import { Allowed } from "./allowed";
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
  return (
    <Allowed any={placeRights.segments}>
      <SegmentPage
        id={id === "new" ? undefined : Number(id)}
        onList={() => go({ to: list, params: { shop } })}
        onSaved={(segment) => go({ to: one, params: { shop, id: String(segment.id) }, replace: true })}
        onCustomer={(customer) => ways.customer(customer.id)}
        onCallList={(made) => ways.callList(made.id)}
      />
    </Allowed>
  );
};
