import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { AuditPage } from "@/features/audit/audit-page";
import { Allowed } from "./allowed";
import { placeRights } from "./places";
import { useWays } from "./ways";

export const Audit = () => {
  const ways = useWays();
  const go = useNavigate();
  const { shop } = useParams({ from: "/s/$shop" });
  const view = useSearch({ from: "/s/$shop/audit" });
  return (
    <Allowed any={placeRights.audit}>
      <AuditPage
        view={view}
        onView={(search) => void go({ to: "/s/$shop/audit", params: { shop }, search, replace: true })}
        onCustomer={(id) => ways.customer(id)}
      />
    </Allowed>
  );
};
