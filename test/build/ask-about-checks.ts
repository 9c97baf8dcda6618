import { clients, type DocumentedService } from './documented-service.ts';

const purpose = { itemCode: '210102-0001', words: '示例用途' };

/** What verifiers were told of licences. */
export async function askAboutFieldChecks({ ask, as, asHolder }: DocumentedService): Promise<void> {
  const company = await asHolder('company-2');
  const counter = as(clients.counter);
  const listed = await ask({ route: 'GET /v1/me/licences', as: company, expect: 200 });
  const [licence] = listed.body['licences'] as { identifier: string; licenceId: string }[];
  const route = 'POST /v1/field-checks';
  const body = {
    licence: { identifier: licence?.identifier },
    holder: { name: '沈阳鑫盛食品有限公司（示例）' },
    purpose,
  };
  await ask({ route, as: counter, body, key: 'told-1', expect: 201 });
  await ask({ route, as: counter, body, key: 'told-1', expect: 201 });
  const other = { ...body, holder: { name: '别人（示例）' } };
  await ask({ route, as: counter, body: other, key: 'told-1', expect: 422 });
  await ask({ route, as: counter, body: { ...body, licence: {} }, expect: 400 });
  await ask({ route, as: counter, body, key: '', expect: 400 });
  const [type, department] = String(licence?.licenceId).split('.');
  const unknown = { ...body, licence: { type, department, number: 'JY00000000000000' } };
  for (let misses = 0; misses < 5; misses += 1) {
    await ask({ route, as: counter, body: unknown, expect: 201 });
  }
  await ask({ route, as: counter, body: unknown, expect: 429 });
  await ask({ route, as: as(clients.licences), body, expect: 403 });
  await ask({ route, body, expect: 401 });
  await ask({ route: 'GET /v1/me/uses', as: company, expect: 200 });
}

/** What departments look up by a written duty. */
export async function askAboutDuties({ ask, as, asHolder }: DocumentedService): Promise<void> {
  const company = await asHolder('company-2');
  const inspector = as(clients.inspector);
  const listed = await ask({ route: 'GET /v1/me/licences', as: company, expect: 200 });
  const own = listed.body['licences'] as { licenceId: string; type: string }[];
  const permit = own.find(({ type }) => type === '11100000MB0341032Y902');
  const route = 'POST /v1/duty-checks';
  const body = {
    ...{ type: permit?.type, licenceId: permit?.licenceId, items: ['holders'] },
    ...{ caseNumber: '示例〔2026〕1号', purpose: { ...purpose, itemCode: '210102-0107' } },
  };
  await ask({ route, as: inspector, body, key: 'duty-1', expect: 201 });
  await ask({ route, as: inspector, body, key: 'duty-1', expect: 201 });
  await ask({ route, as: inspector, body: { ...body, items: [] }, key: 'duty-1', expect: 422 });
  await ask({ route, as: inspector, body: { ...body, caseNumber: '' }, expect: 400 });
  await ask({ route, as: inspector, body: { ...body, purpose }, expect: 403 });
  await ask({ route, as: as(clients.counter), body, expect: 403 });
  await ask({ route, body, expect: 401 });
}
