import type { ClientId } from '../../shared/domain/ids.ts';
import type { NamedVerifier } from '../../shared/domain/use-record.ts';
import type { Directory } from '../../shared/ports/directory.ts';
import { Problem } from '../../shared/problem/problem.ts';

/**
 * Who asks, by the names that are registered.
 * @throws Problem `forbidden` for a client that is none any more
 */
export async function nameVerifier(
  directory: Pick<Directory, 'findClient' | 'findDepartment'>,
  id: ClientId,
): Promise<NamedVerifier> {
  const client = await directory.findClient(id);
  if (client === undefined) throw new Problem('forbidden');
  const { name, department: code } = client;
  if (code === undefined) return { client: id, name };
  const department = await directory.findDepartment(code);
  return { client: id, name, department: code, departmentName: department?.name ?? code };
}
