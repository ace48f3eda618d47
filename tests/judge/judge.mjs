// LiveKit's official server SDK judges what we sign and signs what we judge. Reads one JSON object of questions from
// standard input and writes the answers, in the same order, to standard output.
import { createHash } from 'node:crypto';
import { AccessToken, TokenVerifier, WebhookReceiver } from 'livekit-server-sdk';

/** Never throws: a refusal of the SDK is an answer. */
const judged = async (work) => {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, value: String(error.message ?? error) };
  }
};

const courts = {
  verifyToken: ({ key, secret, token }) => new TokenVerifier(key, secret).verify(token),

  receiveWebhook: async ({ key, secret, body, authorization }) =>
    (await new WebhookReceiver(key, secret).receive(body, authorization)).toJson(),

  mintToken: ({ key, secret, identity, name, grant }) => {
    const token = new AccessToken(key, secret, { identity, name, ttl: '10m' });
    token.addGrant(grant);
    return token.toJwt();
  },

  // As livekit-server does it: a short token with the hash of the body and nothing else.
  mintWebhook: ({ key, secret, body }) => {
    const token = new AccessToken(key, secret, { ttl: '5m' });
    token.sha256 = createHash('sha256').update(body).digest('base64');
    return token.toJwt();
  },
};

let input = '';
for await (const chunk of process.stdin) {
  input += chunk;
}

const { court, cases } = JSON.parse(input);
process.stdout.write(JSON.stringify(await Promise.all(cases.map((c) => judged(() => courts[court](c))))));
