import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { endOtherSessions, endSession, sessionsQuery } from "@/api/sign-in";
import { useFailure } from "@/domain/failure";
import { useT } from "@/i18n";
import { Button, Failed, Panel, Skeleton, toast } from "@/ui";
import { SessionList } from "./session-list";

export const SessionsPanel = () => {
  const t = useT();
  const failure = useFailure();
  const queries = useQueryClient();
  const sessions = useQuery({ ...sessionsQuery, refetchInterval: 30_000 });
  const refetch = () => queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  const failed = (error: Error) => toast({ tone: "failed", message: failure(error) });
  const end = useMutation({
    mutationFn: endSession,
    onSuccess: () => toast({ tone: "done", message: t("sessions.ended") }),
    onError: failed,
    onSettled: refetch,
  });
  const endOthers = useMutation({
    mutationFn: endOtherSessions,
    onSuccess: () => toast({ tone: "done", message: t("sessions.othersEnded") }),
    onError: failed,
    onSettled: refetch,
  });
  const items = sessions.data?.items ?? [];
  return (
    <Panel
      title={t("sessions.title")}
      aside={
        <Button
          variant="default"
          disabled={items.length < 2}
          loading={endOthers.isPending}
          onClick={() => endOthers.mutate()}
        >
          {t("sessions.endOthers")}
        </Button>
      }
      flush
    >
      {sessions.isPending && <Skeleton rows={3} />}
      {sessions.isError && <Failed message={failure(sessions.error)} />}
      <SessionList
        sessions={items}
        ending={end.isPending ? end.variables : undefined}
        onEnd={(session) => end.mutate(session.id)}
      />
    </Panel>
  );
};
