import type { Directory, ProvinceCertificates } from '../../shared/ports/directory.ts';

/** The province's certificates; without them nothing can be published, and the notice comes again. */
export async function findCertificates(
  directory: Pick<Directory, 'findCertificates'>,
): Promise<ProvinceCertificates> {
  const certificates = await directory.findCertificates();
  if (!certificates) throw new Error('the province has no certificates yet');
  return certificates;
}
