import { createHash } from 'node:crypto';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { type TrailAct, type TrailFact, trailRefOf } from '../domain/trail.ts';
import { toCanonicalJson } from '../formats/canonical-json.ts';
import type { JsonValue } from '../formats/strict-json.ts';

const plain = (value: AttributeValue | undefined) => value?.S ?? value?.N;

function toAct({ dynamodb }: DynamoDBRecord): TrailAct {
  const { Keys, NewImage = {} } = dynamodb ?? {};
  return {
    pk: Keys?.['pk']?.S ?? '',
    sk: Keys?.['sk']?.S ?? '',
    seq: plain(NewImage['seq']),
    state: plain(NewImage['state']),
    uses: plain(NewImage['uses']),
    acceptedAt: plain(NewImage['acceptedAt']),
    overAt: plain(NewImage['withdrawnAt'] ?? NewImage['endedAt']),
  };
}

/**
 * A write as the trail keeps it: which act, and the digest of what was written; undefined for what is
 * nobody's act. A use stands under each holder whom it concerns: its digest leaves out under whom.
 */
export function findAct(record: DynamoDBRecord): TrailFact | undefined {
  const image = record.dynamodb?.NewImage;
  const act = trailRefOf(toAct(record));
  // what is removed is nobody's act, but the end of what nobody needs any more
  if (act === undefined || image === undefined) return undefined;
  const { pk, ...written } = image;
  const text = toCanonicalJson((act.of === 'use' ? written : { pk, ...written }) as JsonValue);
  return { ...act, digest: createHash('sha256').update(text).digest('base64url') };
}
