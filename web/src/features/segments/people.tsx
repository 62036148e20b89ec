import { useInfiniteQuery } from "@tanstack/react-query";
import { segmentPeopleQuery, type Segment } from "@/api/segments";
import type { CallList, CustomerRow } from "@/api/types";
import { useCustomerColumns } from "@/domain/customer-columns";
import { PeopleList } from "@/domain/people-list";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { format, SideDrawer } from "@/ui";

type Props = {
  segment: Segment;
  onCustomer: (customer: CustomerRow) => void;
  onCallList: (list: CallList) => void;
};

const People = ({ segment, ...ways }: Props) => {
  const t = useT();
  const shop = useShop();
  const found = useInfiniteQuery(segmentPeopleQuery(shop.id, segment.id));
  const members = found.data?.pages[0]?.members;
  return (
    <PeopleList
      name={segment.name}
      found={found}
      columns={useCustomerColumns(true)}
      source={{ kind: "segment", segment: segment.id }}
      note={(count) =>
        members !== undefined &&
        members !== count && (
          <span className="caption" style={{ display: "block" }}>
            {t("people.shownOf", { members: format.count(members), n: format.count(count) })}
          </span>
        )
      }
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
