import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { replaceRights } from './document.ts';
import { readCloud } from './read-cloud.ts';
import { toRightsTable } from './rights-table.ts';
import { synthesise } from './synthesise.ts';

/** `node infra/rights/write-rights.ts`: writes the table of rights into `docs/trust.md`. */
const document = fileURLToPath(new URL('../../docs/trust.md', import.meta.url));
const region = 'eu-central-1';

const table = toRightsTable(readCloud(synthesise(region)), region);
writeFileSync(document, replaceRights(readFileSync(document, 'utf8'), table));
