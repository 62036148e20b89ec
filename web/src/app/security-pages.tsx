import { useParams } from "@tanstack/react-router";
import { OuterAccessPage } from "@/features/outer-access/outer-access-page";
import { MemberSignInPage } from "@/features/session/member-sign-in-page";
import { SecurityPage } from "@/features/session/security-page";
import { Allowed } from "./allowed";
import { rightsOfPart } from "./places";
import { SettingsTabs } from "./settings-pages";
import { useWays } from "./ways";

export const Security = () => <SecurityPage />;

export const MemberSignIn = () => {
  const ways = useWays();
  const { id } = useParams({ from: "/s/$shop/settings/members/$id/sign-in" });
  return (
    <Allowed any={["member.edit"]}>
      <MemberSignInPage key={id} id={Number(id)} onBack={ways.members} />
    </Allowed>
  );
};

export const OutsideAccess = () => (
  <Allowed any={rightsOfPart("outside")}>
    <OuterAccessPage tabs={<SettingsTabs here="outside" />} />
  </Allowed>
);
