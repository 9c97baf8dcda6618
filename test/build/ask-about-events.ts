import { clients, type DocumentedService } from './documented-service.ts';

/** An endpoint from its making to its end, and events that are fetched. */
export async function askAboutEvents(scene: DocumentedService): Promise<void> {
  const { ask, as } = scene;
  const clerk = as(clients.licences);
  // nobody listens there
  const address = 'http://127.0.0.1:9/events';
  const one = '/v1/webhooks/{id}';
  const make = 'POST /v1/webhooks';
  const made = await ask({ route: make, as: clerk, body: { address }, expect: 201 });
  const insecure = { address: 'ftp://licences.example/' };
  await ask({ route: make, as: clerk, body: insecure, expect: 400 });
  await ask({ route: make, as: clerk, body: { address, types: ['nothing'] }, expect: 400 });
  const path = [String(made.body['webhookId'])];
  await ask({ route: 'GET /v1/webhooks', as: clerk, expect: 200 });
  await ask({ route: `GET ${one}`, as: clerk, path, expect: 200 });
  await ask({ route: `POST ${one}/secrets`, as: clerk, path, body: {}, expect: 201 });
  await ask({ route: `POST ${one}/tests`, as: clerk, path, body: {}, expect: 202 });
  await ask({ route: `GET ${one}/deliveries`, as: clerk, path, query: '?limit=1', expect: 200 });
  const disabled = { address, types: ['licence.issued'], state: 'disabled' };
  await ask({ route: `PUT ${one}`, as: clerk, path, body: disabled, expect: 200 });
  await ask({ route: `POST ${one}/tests`, as: clerk, path, body: {}, expect: 409 });
  await ask({ route: `DELETE ${one}`, as: clerk, path, expect: 204 });
  await ask({ route: `GET ${one}`, as: clerk, path, expect: 404 });
  await ask({ route: 'GET /v1/events', as: clerk, query: '?limit=2', expect: 200 });
  await ask({ route: 'GET /v1/events', as: clerk, query: '?after=x', expect: 400 });
  await ask({ route: 'GET /v1/work-list', as: clerk, expect: 200 });
  await ask({ route: 'GET /v1/work-list', as: clerk, query: '?of=all', expect: 400 });
  await ask({ route: 'GET /v1/counts', as: clerk, query: '?month=2026-11', expect: 200 });
  await ask({ route: 'GET /v1/counts', as: clerk, query: '?month=2026-13', expect: 400 });
  const all = { route: 'GET /v1/province-counts', as: as(clients.one) } as const;
  await ask({ ...all, query: '?month=2026-11&limit=2', expect: 200 });
  await ask({ ...all, query: '?month=2026-11&cursor=x', expect: 400 });
}
