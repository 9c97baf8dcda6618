import { randomUUID } from 'node:crypto';
import { clients, type DocumentedService, permit } from './documented-service.ts';
import { makeSampleProvince } from './province-pki.ts';

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** Other provinces and agreements with them: proposed, confirmed, shown. */
export async function askAboutRecognition({ ask, as }: DocumentedService): Promise<void> {
  const names = { url: 'https://yinzheng.zhejiang.example', name: '浙江省', code: '330000' };
  const [zhejiang, next] = [await makeSampleProvince(names), await makeSampleProvince(names)];
  const type = String(permit['type']);
  const govern = async (route: string, path: readonly string[], body: unknown) => {
    const key = randomUUID();
    const proposed = await ask({ route, path, body, key, as: as(clients.one), expect: 202 });
    await ask({
      route: 'POST /v1/proposals/{id}/confirmations',
      path: [String(proposed.body['id'])],
      body: {},
      key,
      as: as(clients.two),
      expect: 200,
    });
  };
  const root = { certificate: base64(zhejiang.root.certificate) };
  await ask({ route: 'GET /v1/provinces', expect: 200 });
  await ask({ route: 'GET /v1/provinces/{code}', path: [names.code], expect: 404 });
  await govern('POST /v1/provinces', [], { ...names, anchors: [root] });
  const { body } = await ask({
    route: 'GET /v1/provinces/{code}',
    path: [names.code],
    expect: 200,
  });
  const [anchor] = body['anchors'] as { fingerprint: string }[];
  const second = { certificate: base64(next.root.certificate) };
  await govern('POST /v1/provinces/{code}/anchors', [names.code], second);
  const { fingerprint } = anchor ?? {};
  await govern('POST /v1/provinces/{code}/anchor-retirements', [names.code], { fingerprint });
  const agreement = { id: 'contract', province: names.code, title: '互认协议（示例）' };
  await govern('POST /v1/agreements', [], { ...agreement, types: [{ type }] });
  const further = { types: [{ type: '11100000MB0341032Y901', items: ['KZ_ZS'] }] };
  await govern('POST /v1/agreements/{id}/types', [agreement.id], further);
  await govern('POST /v1/agreements/{id}/ends', [agreement.id], { type });
  await ask({ route: 'GET /v1/agreements', expect: 200 });
  await ask({ route: 'GET /v1/agreements/{id}', path: [agreement.id], expect: 200 });
  await ask({ route: 'GET /v1/agreements/{id}', path: ['none'], expect: 404 });
  await govern('POST /v1/provinces/{code}/removals', [names.code], {});
  const history = { as: as(clients.one), expect: 200 };
  await ask({ route: 'GET /v1/provinces/{code}/history', path: [names.code], ...history });
  await ask({ route: 'GET /v1/agreements/{id}/history', path: [agreement.id], ...history });
}
