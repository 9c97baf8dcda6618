import type { Command } from 'commander';
import type { JWK } from 'jose';
import { readClientFile, readJsonFile } from '../input.ts';
import { print, Usage } from '../output.ts';
import { makeProofMaker, type ProofMaker } from '../proof-maker.ts';
import { openSession } from '../service-client.ts';

interface Options {
  readonly client?: string;
  readonly json?: boolean;
  readonly scope?: string;
  readonly details?: string;
  readonly dpopKey?: string;
}

/** `yinzheng token`: an access token, for calling the API with other tools. */
export function addTokenCommand(program: Command): void {
  program
    .command('token')
    .description('get an access token, bound to a key (DPoP)')
    .option('--scope <scopes>', 'ask for these scopes only, separated by blanks')
    .option('--details <json>', 'narrow it to actions and licence types (authorization_details)')
    .option('--dpop-key <file>', 'private JWK (P-256) that the token is to be bound to')
    .action(async (_own: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const { dpopKey, scope, details } = options;
      const proofs = dpopKey === undefined ? undefined : readProofKey(dpopKey);
      const session = openSession(readClientFile(options.client), proofs ? { proofs } : {});
      const token = await session.fetchToken({
        ...(scope ? { scope } : {}),
        ...(details ? { authorizationDetails: details } : {}),
      });
      process.stderr.write(noteOnUse(dpopKey));
      print(Boolean(options.json), token, [String(token['access_token'])]);
    });
}

function readProofKey(file: string): ProofMaker {
  const privateKey = readJsonFile(file) as JWK;
  if (privateKey.kty !== 'EC' || privateKey.crv !== 'P-256' || !privateKey.d)
    throw new Usage(`${file} is not a private P-256 JWK`);
  return makeProofMaker({ privateKey });
}

function noteOnUse(dpopKey: string | undefined): string {
  return dpopKey
    ? `Bound to the key in ${dpopKey}: every request needs a DPoP proof by it (RFC 9449).\n`
    : 'Bound to a key that ends with this command: good to look at; to call with it, name a key with --dpop-key.\n';
}
