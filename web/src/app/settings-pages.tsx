// The parts of the settings under one line of tabs, each for whoever may see it.
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useQueryClient } from "@tanstack/react-query";
import { useShop } from "@/domain/shop";
import { MemberRightsPage } from "@/features/members/member-rights-page";
import { MembersPage } from "@/features/members/members-page";
import { PrivacyPage } from "@/features/privacy/privacy-page";
import { RolePage } from "@/features/roles/role-page";
import { RolesPage } from "@/features/roles/roles-page";
import { MailPage } from "@/features/settings/mail-page";
import { SettingsPage } from "@/features/settings/settings-page";
import { useT } from "@/i18n";
import { TabLine } from "@/ui";
import { Allowed } from "./allowed";
import { openParts, pathOfPart, rightsOfPart, type SettingsPart } from "./places";
import { useWays } from "./ways";

export const SettingsTabs = ({ here }: { here: SettingsPart }) => {
  const t = useT();
  const go = useNavigate();
  const shop = useShop();
  return (
    <TabLine label={t("nav.settings")}>
      {openParts(shop.rights).map((part) => {
        const href = `/s/${shop.id}/${pathOfPart(part)}`;
        return (
          <a
            key={part}
            href={href}
            aria-current={part === here ? "page" : undefined}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              void go({ href });
            }}
          >
            {t(`settings.part.${part}`)}
          </a>
        );
      })}
    </TabLine>
  );
};

export const Settings = () => (
  <Allowed any={rightsOfPart("shop")}>
    <SettingsPage tabs={<SettingsTabs here="shop" />} />
  </Allowed>
);

export const Mail = () => (
  <Allowed any={rightsOfPart("mail")}>
    <MailPage tabs={<SettingsTabs here="mail" />} />
  </Allowed>
);

export const Members = () => {
  const ways = useWays();
  return (
    <Allowed any={rightsOfPart("members")}>
      <MembersPage
        tabs={<SettingsTabs here="members" />}
        onRights={(member) => ways.memberRights(member.id)}
        onSignIn={(member) => ways.memberSignIn(member.id)}
      />
    </Allowed>
  );
};

export const MemberRights = () => {
  const ways = useWays();
  const go = useNavigate();
  const queries = useQueryClient();
  const { shop, id } = useParams({ from: "/s/$shop/settings/members/$id" });
  // Everything that was read before is not what the member sees.
  const look = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: ["session"] });
    await go({ to: "/s/$shop/today", params: { shop } });
    queries.removeQueries({ queryKey: ["shop"] });
  };
  return (
    <Allowed any={["role.view"]}>
      <MemberRightsPage
        key={id}
        id={Number(id)}
        tabs={<SettingsTabs here="members" />}
        onLeave={ways.members}
        onViewing={() => void look()}
      />
    </Allowed>
  );
};

export const Roles = () => {
  const ways = useWays();
  return (
    <Allowed any={rightsOfPart("roles")}>
      <RolesPage tabs={<SettingsTabs here="roles" />} onOpen={ways.role} />
    </Allowed>
  );
};

export const Role = () => {
  const ways = useWays();
  const { role } = useParams({ from: "/s/$shop/settings/roles/$role" });
  return (
    <Allowed any={rightsOfPart("roles")}>
      <RolePage
        key={role}
        role={role}
        tabs={<SettingsTabs here="roles" />}
        onOpen={ways.role}
        onLeave={ways.roles}
      />
    </Allowed>
  );
};

export const Privacy = () => {
  const ways = useWays();
  const go = useNavigate();
  const { shop } = useParams({ from: "/s/$shop" });
  const view = useSearch({ from: "/s/$shop/settings/privacy" });
  return (
    <Allowed any={rightsOfPart("privacy")}>
      <PrivacyPage
        view={view}
        tabs={<SettingsTabs here="privacy" />}
        onView={(search) =>
          void go({ to: "/s/$shop/settings/privacy", params: { shop }, search, replace: true })
        }
        onCustomer={(id) => ways.customer(id)}
      />
    </Allowed>
  );
};
