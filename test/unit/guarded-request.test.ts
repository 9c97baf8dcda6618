import { expect, it } from 'vitest';
import { findAddressFault } from '../../shared/adapters/system/guarded-request.ts';

it.each([
  'https://licences.example/',
  'https://licences.example:443/',
  'https://licences.example:8443/events',
  'https://licences.example:1024/',
])('an address that others chose may have a port of its own: %s', (address) => {
  expect(findAddressFault(address, 'public')).toBeUndefined();
});

it.each([
  'https://licences.example:22/',
  'https://licences.example:25/',
  'https://licences.example:80/',
  'https://licences.example:0/',
  'https://licences.example:993/',
  'https://licences.example:1023/',
])('an address that others chose leads to no port of another service (O10): %s', (address) => {
  expect(findAddressFault(address, 'public')).toBe('address-insecure');
  expect(findAddressFault(address, 'loopback')).toBe('address-insecure');
});
