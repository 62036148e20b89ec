import { deviceOf } from "@/domain/device";
import { useT } from "@/i18n";
import { Button, InstantText, Tag } from "@/ui";
import css from "./session.module.css";

export type OpenSession = {
  id: number;
  address: string;
  agent: string;
  created_at: string;
  seen_at: string;
  current?: boolean;
};

type Props = { sessions: OpenSession[]; ending: number | undefined; onEnd: (session: OpenSession) => void };

/** Where somebody is signed in: device, address, since when, last seen. */
export const SessionList = ({ sessions, ending, onEnd }: Props) => {
  const t = useT();
  const device = (session: OpenSession): string => deviceOf(session.agent) || t("sessions.unknownDevice");
  return (
    <ul>
      {sessions.map((session) => (
        <li key={session.id} className={css.line}>
          <div className="stack-tight">
            <span className="row-wrap">
              <span className="strong">{device(session)}</span>
              <span className="soft">{session.address}</span>
              {session.current === true && <Tag tone="accent">{t("sessions.current")}</Tag>}
            </span>
            <span className="caption row-wrap">
              <span>
                {t("sessions.seen")} <InstantText value={session.seen_at} />
              </span>
              <span>
                {t("sessions.since")} <InstantText value={session.created_at} />
              </span>
            </span>
          </div>
          {session.current !== true && (
            <Button
              variant="default"
              aria-label={t("sessions.endOf", { device: device(session), address: session.address })}
              loading={ending === session.id}
              onClick={() => onEnd(session)}
            >
              {t("sessions.end")}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
};
