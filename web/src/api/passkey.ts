// The browser's half of WebAuthn: options of the server in, what it wants to verify out.
import { fromBase64url, toBase64url } from "./base64url";

const timeoutMs = 300_000;

type Creation = {
  challenge: string;
  rp_id: string;
  rp_name: string;
  user_id: string;
  user_name: string;
  algorithms: number[];
  exclude: string[];
};
type Asked = { challenge: string; rp_id: string; allow: string[] };

export type Attestation = { client_data: string; attestation_object: string };
export type Assertion = {
  credential_id: string;
  client_data: string;
  authenticator_data: string;
  signature: string;
};

/** The person closed the browser's dialog, or no device of hers fits. */
export class PasskeyRefused extends Error {}

/** Browsers offer passkeys under a name with https, and on localhost. */
export const passkeysWork = (): boolean =>
  "PublicKeyCredential" in window && !/^[\d.]+$|:/.test(window.location.hostname);

const named = (id: string): PublicKeyCredentialDescriptor => ({
  type: "public-key",
  id: fromBase64url(id),
});

const held = async (asked: Promise<Credential | null>): Promise<PublicKeyCredential> => {
  const given = await asked.catch((error: unknown) => {
    throw new PasskeyRefused("the browser gave no passkey", { cause: error });
  });
  if (!(given instanceof PublicKeyCredential)) throw new PasskeyRefused("the browser gave no passkey");
  return given;
};

export const createPasskey = async (options: Creation): Promise<Attestation> => {
  const { response } = await held(
    navigator.credentials.create({
      publicKey: {
        challenge: fromBase64url(options.challenge),
        rp: { id: options.rp_id, name: options.rp_name },
        user: {
          id: fromBase64url(options.user_id),
          name: options.user_name,
          displayName: options.user_name,
        },
        pubKeyCredParams: options.algorithms.map((alg) => ({ type: "public-key", alg })),
        excludeCredentials: options.exclude.map(named),
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        attestation: "none",
        timeout: timeoutMs,
      },
    }),
  );
  if (!(response instanceof AuthenticatorAttestationResponse)) throw new PasskeyRefused("not an attestation");
  return {
    client_data: toBase64url(response.clientDataJSON),
    attestation_object: toBase64url(response.attestationObject),
  };
};

export const showPasskey = async (asked: Asked): Promise<Assertion> => {
  const credential = await held(
    navigator.credentials.get({
      publicKey: {
        challenge: fromBase64url(asked.challenge),
        rpId: asked.rp_id,
        allowCredentials: asked.allow.map(named),
        userVerification: "required",
        timeout: timeoutMs,
      },
    }),
  );
  const { response } = credential;
  if (!(response instanceof AuthenticatorAssertionResponse)) throw new PasskeyRefused("not an assertion");
  return {
    credential_id: credential.id,
    client_data: toBase64url(response.clientDataJSON),
    authenticator_data: toBase64url(response.authenticatorData),
    signature: toBase64url(response.signature),
  };
};
