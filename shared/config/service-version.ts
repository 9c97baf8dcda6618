/** What the service calls itself; a test holds it and `package.json` together. */
export const serviceVersion = { name: 'yinzheng', version: '0.1.0' } as const;
