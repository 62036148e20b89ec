// An OpenID provider (npm oidc-provider) for oidc_test.py. Whoever comes is signed in as ACCOUNT,
// without being asked; its e-mail address is its name, verified unless it begins with "unverified".
// Usage: node oidc_peer.mjs PORT REDIRECT_URI ACCOUNT ALGORITHM
import { createRequire } from "node:module";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const { Provider } = await import(require.resolve("oidc-provider"));
const { generateKeyPair, exportJWK } = await import(
  createRequire(require.resolve("oidc-provider")).resolve("jose"),
);

const [port, redirectUri, account, algorithm] = process.argv.slice(2);
const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
const key = { ...(await exportJWK(privateKey)), kid: "one", use: "sig", alg: algorithm };

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: "tsunagi",
      client_secret: "a secret of the two houses + /",
      redirect_uris: [redirectUri],
      id_token_signed_response_alg: algorithm,
    },
  ],
  jwks: { keys: [key] },
  cookies: { keys: ["test"] },
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: id.replace("unverified ", ""), email_verified: !id.startsWith("unverified ") }),
  }),
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid email");
    await grant.save();
    return grant;
  },
});

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith("/interaction/")) return next();
  return provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: account } });
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
