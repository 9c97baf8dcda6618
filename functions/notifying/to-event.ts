import { hash } from 'node:crypto';
import { type ServiceEvent, toEventId } from '../../shared/domain/event.ts';

/**
 * An event whose id follows from the fact alone: whoever makes it again, however late, makes the same.
 * @param fact what tells it from every other fact of the province
 */
export function toEvent(fact: readonly string[], told: Omit<ServiceEvent, 'id'>): ServiceEvent {
  return { id: toEventId(hash('sha256', fact.join('\n'), 'buffer')), ...told };
}
