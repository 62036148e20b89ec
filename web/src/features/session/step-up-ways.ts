import type { Session } from "@/api/types";

export type Way = "password" | "code" | "passkey" | "recovery";

/**
 * How she can prove who she is in this browser. Whoever has a second factor proves herself by one:
 * the password alone is not enough. None: her passkey does not work under this address, and she has
 * nothing else.
 */
export const waysOf = (session: Session | undefined, passkeysWork: boolean): Way[] => {
  if (session === undefined) return ["password"];
  const { totp, passkeys, recovery_codes } = session.second_factor;
  if (!totp && passkeys === 0) return ["password"];
  return [
    ...(totp ? (["code"] as const) : []),
    ...(passkeys > 0 && passkeysWork ? (["passkey"] as const) : []),
    ...(recovery_codes > 0 ? (["recovery"] as const) : []),
  ];
};

/** What to say to who cannot use her passkey here: the other ways in this dialog, or whom to ask. */
export const wayOutOf = (ways: Way[]): "others" | "recovery" | "administrator" => {
  if (ways.includes("code")) return "others";
  return ways.includes("recovery") ? "recovery" : "administrator";
};
