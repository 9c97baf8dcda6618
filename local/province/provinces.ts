/** A province of the embedded run. */
export interface LocalProvince {
  /** Names its folder under `.local/`, its tables, queues, bucket and sample clients. */
  readonly slug: 'liaoning' | 'zhejiang';
  /** GB/T 2260. */
  readonly code: string;
  /** zh-Hans, as in certificates' ST. */
  readonly name: string;
  /** Its address is `http://127.0.0.1:<port>`; its engines listen on the four ports above. */
  readonly port: number;
}

/** The provinces that run side by side, each with its own tables, keys and clients. */
export const provinces: readonly LocalProvince[] = [
  { slug: 'liaoning', code: '210000', name: '辽宁省', port: 2100 },
  { slug: 'zhejiang', code: '330000', name: '浙江省', port: 3300 },
];

/** Which port serves what. */
export function portsOf({ port }: LocalProvince) {
  return {
    service: port,
    dynamodb: port + 1,
    kms: port + 2,
    objectsAndQueues: port + 3,
    identity: port + 4,
  };
}

/** The province's public address, the issuer of everything it signs. */
export function urlOf({ port }: LocalProvince): string {
  return `http://127.0.0.1:${port}`;
}
