import { describe, expect, it } from 'vitest';
import { isElsewhere, type Realm, toPlace } from '../../shared/verify/realm.ts';

const own = { provinceUrl: 'https://ln.example.cn', anchors: [] };
const path = 'status-lists/1';

describe('where a province’s file is looked for', () => {
  it.each<readonly [string, Partial<Realm>, readonly [boolean, object]]>([
    ['the newest of the own province', {}, [false, {}]],
    ['the newest, said so', { isPast: false }, [false, {}]],
    [
      'the newest of another',
      { provinceCode: '330000' },
      [true, { mirror: 'mirrors/330000/status-lists/1' }],
    ],
    ['a past one of the own province', { isPast: true }, [true, { atSeconds: 7 }]],
    [
      'a past one of another',
      { provinceCode: '330000', isPast: true },
      [true, { mirror: 'mirrors/330000/status-lists/1', atSeconds: 7 }],
    ],
  ])('%s', (_what, change, [elsewhere, place]) => {
    expect(isElsewhere({ ...own, ...change })).toBe(elsewhere);
    expect(toPlace({ ...own, ...change }, path, 7)).toEqual(place);
  });
});
