import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { ClientId, Moment, SealId } from '../../domain/ids.ts';
import type { Seal, SealHead, SealImage } from '../../domain/seal.ts';
import type { SealRequest, SealRequestRecord } from '../../ports/seals.ts';

export type Item = Record<string, AttributeValue>;

export const headKey = (id: string): Item => ({ pk: { S: `seal#${id}` }, sk: { S: 'head' } });
export const imageKey = (id: string): Item => ({ pk: { S: `seal#${id}` }, sk: { S: 'image' } });
export const listingKey = (department: string, id: string): Item => ({
  pk: { S: `department#${department}` },
  sk: { S: `seal#${id}` },
});
export const requestKey = (client: string, keyDigest: string): Item => ({
  pk: { S: `idem#${client}#${keyDigest}` },
  sk: { S: 'idem' },
});

/** The seal without its image is JSON in `content`; `seq` and `state` stand beside it for conditions. */
export function toHeadItem(seal: Seal): Item {
  const { image: _, ...content } = seal;
  return {
    ...headKey(seal.id),
    department: { S: seal.department },
    state: { S: seal.state },
    seq: { N: String(seal.entries.at(-1)?.seq ?? 0) },
    content: { S: JSON.stringify(content) },
  };
}

export function toImageItem(seal: Seal): Item {
  return { ...imageKey(seal.id), content: { S: JSON.stringify(seal.image) } };
}

export function toListingItem(seal: Seal): Item {
  return {
    ...listingKey(seal.department, seal.id),
    ...(seal.replaces === undefined ? {} : { replaces: { S: seal.replaces.seal } }),
  };
}

export function toSealHead(head: Item): SealHead {
  return JSON.parse(head['content']?.S ?? '') as SealHead;
}

export function toSeal(head: Item, image: Item): Seal {
  return {
    ...toSealHead(head),
    image: JSON.parse(image['content']?.S ?? '') as SealImage,
  };
}

/** Records the request; fails where an unexpired record of the key stands. */
export function putRequest(
  table: string,
  { request, now, ...entry }: { request: SealRequest; now: Moment; seal: SealId; seq: number },
): TransactWriteItem {
  return {
    Put: {
      TableName: table,
      Item: {
        ...requestKey(request.client, request.keyDigest),
        requestDigest: { S: request.requestDigest },
        seal: { S: entry.seal },
        seq: { N: String(entry.seq) },
        expiresAt: { N: String(request.expiresAt) },
        /** For DynamoDB's own deletion, which counts in seconds and may lag. */
        deleteAfterSeconds: { N: String(Math.ceil(request.expiresAt / 1000)) },
      },
      ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
      ExpressionAttributeValues: { ':now': { N: String(now) } },
    },
  };
}

export function toRequestRecord(
  item: Item,
  key: { readonly client: ClientId; readonly keyDigest: string },
): SealRequestRecord {
  return {
    ...key,
    requestDigest: item['requestDigest']?.S ?? '',
    seal: (item['seal']?.S ?? '') as SealId,
    seq: Number(item['seq']?.N),
    expiresAt: Number(item['expiresAt']?.N) as Moment,
  };
}
