import type { DocumentedService } from './documented-service.ts';

/** What holders see of their own. */
export async function askAboutOwnLicences({ ask, asHolder }: DocumentedService): Promise<void> {
  const company = await asHolder('company-2');
  await ask({ route: 'GET /v1/me', as: company, expect: 200 });
  await ask({ route: 'GET /v1/me', expect: 401 });
  const list = 'GET /v1/me/licences';
  const { body } = await ask({ route: list, as: company, query: '?limit=1', expect: 200 });
  await ask({ route: list, as: company, query: '?limit=0', expect: 400 });
  const [licence] = body['licences'] as { licenceId: string }[];
  const path = [String(licence?.licenceId)];
  await ask({ route: 'GET /v1/me/licences/{id}', as: company, path, expect: 200 });
  await ask({ route: 'GET /v1/me/licences/{id}', as: company, path: ['x'], expect: 404 });
  const stranger = await asHolder('person-3');
  await ask({ route: 'GET /v1/me/licences/{id}', as: stranger, path, expect: 404 });
}
