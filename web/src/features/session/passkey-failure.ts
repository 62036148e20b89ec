import { PasskeyRefused } from "@/api/passkey";
import { isStatus } from "@/api/problem";
import { useFailure } from "@/domain/failure";
import { useT } from "@/i18n";

/** What went wrong with a passkey: in the browser's own dialog, or at the server. */
export const usePasskeyFailure = (): ((error: unknown, placed?: string[]) => string) => {
  const t = useT();
  const failure = useFailure();
  return (error, placed) => {
    if (error instanceof PasskeyRefused) return t("passkey.refused");
    return isStatus(error, 401) ? t("passkey.unknown") : failure(error, placed);
  };
};
