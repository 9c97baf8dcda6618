import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../shared/formats/certificate.ts';
import type { KeyUsage } from '../../shared/formats/certificate-extensions.ts';
import { readRevocationList } from '../../shared/formats/certificate-revocation-list.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { makePathValidator, type PathOutcome } from '../../shared/verify/path.ts';
import { makeFindRevocationFault } from '../../shared/verify/path-revocation.ts';
import type { ChainSuites } from '../../shared/verify/path-suites.ts';
import { isCorpusMissing, readCorpus } from '../build/corpora.ts';
import { webNames } from '../build/web-names.ts';
import { isPeer, type PeerName, webSuites } from '../build/web-suites.ts';

interface LimboCase {
  readonly id: string;
  readonly trusted_certs: readonly string[];
  readonly untrusted_intermediates: readonly string[];
  readonly peer_certificate: string;
  readonly validation_time: string | null;
  readonly key_usage: readonly KeyUsage[];
  readonly extended_key_usage: readonly string[];
  readonly expected_result: 'SUCCESS' | 'FAILURE';
  readonly expected_peer_name: PeerName | null;
  readonly max_chain_depth: number | null;
  readonly crls: readonly string[];
}

const browserName =
  'browsers compare the common name with the alternative names; a seal has neither host';
const browserSuffix = 'needs the public suffix list of browsers; a seal is not for a host';
const browserPurpose =
  'a rule of browsers about serverAuth; our purposes are private and asked by name';
const excluded: Readonly<Record<string, string>> = {
  'webpki::cn::ipv4-hex-mismatch': browserName,
  'webpki::cn::ipv4-leading-zeros-mismatch': browserName,
  'webpki::cn::ipv6-uppercase-mismatch': browserName,
  'webpki::cn::ipv6-uncompressed-mismatch': browserName,
  'webpki::cn::ipv6-non-rfc5952-mismatch': browserName,
  'webpki::cn::punycode-not-in-san': browserName,
  'webpki::cn::utf8-vs-punycode-mismatch': browserName,
  'webpki::cn::not-in-san': browserName,
  'webpki::cn::case-mismatch': browserName,
  'webpki::san::public-suffix-wildcard-san': browserSuffix,
  'webpki::san::public-suffix-multi-label-wildcard-san': browserSuffix,
  'webpki::san::public-suffix-private-namespace-wildcard-san': browserSuffix,
  'webpki::eku::ee-anyeku': browserPurpose,
  'webpki::eku::ee-critical-eku': browserPurpose,
  'webpki::eku::ee-without-eku': browserPurpose,
  'webpki::eku::root-has-eku': browserPurpose,
  'webpki::nc::permitted-dns-match-noncritical':
    'contradicts rfc5280::nc::permitted-dns-match-noncritical: RFC 5280 wants the constraints critical',
  'rfc5280::ca-as-leaf': 'contradicts webpki::ca-as-leaf: an authority is never a leaf of ours',
  'pathlen::validation-ignores-pathlen-in-leaf':
    'the leaf carries a path length without being an authority, which RFC 5280 4.2.1.9 forbids',
  'rfc5280::aki::cross-signed-root-missing-aki':
    'contradicts cve::cve-2024-0567, whose trusted root is cross-signed and names no authority key either',
};
const purposes: Readonly<Record<string, string>> = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
};
/** Cases without a time are checked at this one; their certificates run from 1970 to 2969. */
const defaultTime = '2025-06-01T00:00:00Z';
const maxMilliseconds = 250;
const maxSignatures = 64;

const toDer = (pem: string) => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');

function countingSuites(): ChainSuites & { count: number } {
  return {
    ...webSuites,
    count: 0,
    verifySigned(signed, key) {
      this.count += 1;
      return webSuites.verifySigned(signed, key);
    },
  };
}

async function validate(test: LimboCase, suites: ChainSuites): Promise<PathOutcome | string> {
  const { expected_peer_name: peer, max_chain_depth: depth } = test;
  const purpose = purposes[test.extended_key_usage[0] ?? ''];
  try {
    return await makePathValidator(
      suites,
      webNames,
    )({
      leaf: readCertificate(toDer(test.peer_certificate)),
      intermediates: test.untrusted_intermediates.map((pem) => readCertificate(toDer(pem))),
      anchors: test.trusted_certs.map((pem) => readCertificate(toDer(pem))),
      atSeconds: Date.parse(test.validation_time ?? defaultTime) / 1000,
      keyUsages: test.key_usage,
      ...(purpose && { purpose }),
      ...(peer && { isPeer: (leaf) => isPeer(leaf, peer) }),
      ...(depth !== null && { maxIntermediates: depth }),
      ...(test.crls.length > 0 && {
        findRevocationFault: makeFindRevocationFault(
          test.crls.map((pem) => readRevocationList(toDer(pem))),
        ),
      }),
    });
  } catch (error) {
    if (error instanceof Problem && error.code === 'malformed') return error.message;
    throw error;
  }
}

/** What is wrong with our answer: verdict, time, work. */
async function findFaults(test: LimboCase): Promise<readonly string[]> {
  const suites = countingSuites();
  const start = process.cpuUsage();
  const outcome = await validate(test, suites);
  const { user, system } = process.cpuUsage(start);
  const accepted = typeof outcome !== 'string' && outcome.ok;
  const told = typeof outcome === 'string' || outcome.ok ? outcome : outcome.reason;
  return [
    ...(accepted === (test.expected_result === 'SUCCESS') ? [] : [`${test.id}: ${told}`]),
    ...((user + system) / 1000 > maxMilliseconds ? [`${test.id}: too slow`] : []),
    ...(suites.count > maxSignatures ? [`${test.id}: ${suites.count} signature checks`] : []),
  ];
}

describe.skipIf(isCorpusMissing('x509-limbo.json'))('x509-limbo (F1, X01 to X18)', () => {
  it('agrees on every applicable case, within 250 ms and 64 signature checks each', async () => {
    const { testcases } = readCorpus<{ testcases: readonly LimboCase[] }>('x509-limbo.json');
    const applicable = testcases.filter(({ id }) => !(id in excluded));
    const wrong: string[] = [];
    for (const test of applicable) wrong.push(...(await findFaults(test)));
    console.log(
      `x509-limbo: ${applicable.length - wrong.length}/${applicable.length} applicable cases, ` +
        `${Object.keys(excluded).length} excluded by name`,
    );
    expect(wrong).toEqual([]);
    expect(applicable.length).toBe(188);
    expect(testcases.length - applicable.length).toBe(Object.keys(excluded).length);
  });
});
