import { useInfiniteQuery } from "@tanstack/react-query";
import { segmentPeopleQuery, type Segment } from "@/api/segments";
import type { CallList, CustomerRow } from "@/api/types";
import { useCustomerColumns } from "@/domain/customer-columns";
import { PeopleList } from "@/domain/people-list";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { SideDrawer } from "@/ui";

type Props = {
  segment: Segment;
  onCustomer: (customer: CustomerRow) => void;
  onCallList: (list: CallList) => void;
};

const People = ({ segment, ...ways }: Props) => {
  const t = useT();
  const shop = useShop();
  return (
    <PeopleList
      name={segment.name}
      found={useInfiniteQuery(segmentPeopleQuery(shop.id, segment.id))}
      columns={useCustomerColumns(true)}
      source={{ kind: "segment", segment: segment.id }}
      empty={t("segments.nobodyElse")}
      {...ways}
    />
  );
};

/** The people of a segment, and from them a call list. */
export const SegmentPeople = ({
  opened,
  onClose,
  ...rest
}: Props & { opened: boolean; onClose: () => void }) => (
  <SideDrawer opened={opened} onClose={onClose} title={rest.segment.name} width={620}>
    {opened && <People {...rest} />}
  </SideDrawer>
);
