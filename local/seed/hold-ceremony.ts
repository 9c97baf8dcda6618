import { createHash } from 'node:crypto';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  type KMSClient,
  NotFoundException,
  SignCommand,
} from '@aws-sdk/client-kms';
import { makeKmsKeyMaker } from '../../shared/adapters/aws/kms-key-maker.ts';
import { type Certificate, readCertificate } from '../../shared/formats/certificate.ts';
import { makeCertificate } from '../../shared/formats/certificate-making.ts';
import { type ProfileName, validityOf } from '../../shared/formats/certificate-profiles.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type {
  Directory,
  DirectoryWriter,
  ProvinceCertificates,
} from '../../shared/ports/directory.ts';
import { keyAliases } from '../province/province-environment.ts';

/** What a province's key ceremony needs. */
export interface CeremonyOptions {
  /** With one attempt a call: CreateKey cannot be repeated. */
  readonly kms: KMSClient;
  readonly directory: Pick<Directory, 'findCertificates'>;
  readonly writer: Pick<DirectoryWriter, 'putCertificates'>;
  readonly clock: Clock;
  readonly provinceName: string;
}

/**
 * The province's keys and certificates: root, sealing CA, status signer, list signer, and the keys for
 * access tokens and keyed digests. Keys are found by their alias, so a ceremony that was broken off is
 * completed; certificates are written together, at the end, and nothing is signed with them before.
 */
export async function holdCeremony(options: CeremonyOptions): Promise<ProvinceCertificates> {
  const keys = makeKmsKeyMaker({ client: options.kms, purpose: 'token' });
  await keys.makeSigningKey('token');
  await provideMacKey(options.kms, keyAliases.mac);
  await provideMacKey(options.kms, keyAliases.nonce);
  const found = await options.directory.findCertificates();
  if (found) return found;
  const root = await certify(options, { profile: 'root', name: '根证书' });
  const issuer = readCertificate(root);
  const certificates = {
    root: toBase64(root),
    sealingCa: toBase64(
      await certify(options, { profile: 'sealing-ca', name: '电子印章证书', issuer }),
    ),
    statusSigner: toBase64(
      await certify(options, { profile: 'status-signer', name: '状态列表签名', issuer }),
    ),
    listSigner: toBase64(
      await certify(options, { profile: 'list-signer', name: '信任列表签名', issuer }),
    ),
  };
  await options.writer.putCertificates(certificates);
  return certificates;
}

/** One certificate of the ceremony: for the key of its profile, by the root. */
interface CeremonyCertificate {
  readonly profile: Exclude<ProfileName, 'seal'>;
  readonly name: string;
  readonly issuer?: Certificate;
}

async function certify(
  { kms, clock, provinceName }: CeremonyOptions,
  { profile, name, issuer }: CeremonyCertificate,
): Promise<Uint8Array> {
  const { publicKey } = await makeKmsKeyMaker({ client: kms, purpose: profile }).makeSigningKey(
    profile,
  );
  return makeCertificate({
    profile,
    subject: { province: provinceName, commonName: `${provinceName}${name}（示例）` },
    issuer: issuer ?? 'itself',
    publicKeySpki: publicKey,
    ...lifeOf(profile, clock, issuer),
    sign: (tbs) => signAsRoot(kms, tbs),
  });
}

/** From now for the profile's years, but never longer than the issuer. */
function lifeOf(profile: ProfileName, clock: Clock, issuer: Certificate | undefined) {
  const life = validityOf(profile, Math.floor(clock.now() / 1000));
  if (!issuer) return life;
  return {
    notBefore: Math.max(life.notBefore, issuer.notBefore),
    notAfter: Math.min(life.notAfter, issuer.notAfter),
  };
}

async function signAsRoot(kms: KMSClient, tbs: Uint8Array): Promise<Uint8Array> {
  const command = new SignCommand({
    KeyId: keyAliases.root,
    Message: createHash('sha256').update(tbs).digest(),
    MessageType: 'DIGEST',
    SigningAlgorithm: 'ECDSA_SHA_256',
  });
  const { Signature } = await kms.send(command);
  if (!Signature) throw new Error('KMS gave no signature');
  return Signature;
}

async function provideMacKey(kms: KMSClient, alias: string): Promise<void> {
  try {
    await kms.send(new DescribeKeyCommand({ KeyId: alias }));
    return;
  } catch (error) {
    if (!(error instanceof NotFoundException)) throw error;
  }
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({
      KeySpec: 'HMAC_256',
      KeyUsage: 'GENERATE_VERIFY_MAC',
      MultiRegion: true,
      Description: 'keyed digests of holder codes',
    }),
  );
  const TargetKeyId = KeyMetadata?.KeyId;
  await kms.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId }));
}

const toBase64 = (der: Uint8Array) => Buffer.from(der).toString('base64');
