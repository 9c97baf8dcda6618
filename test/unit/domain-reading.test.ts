import { describe, expect, it } from 'vitest';
import {
  gather,
  invalid,
  pointerTo,
  readArray,
  readBoolean,
  readEach,
  readInteger,
  readObject,
  readOneOf,
  readString,
  readText,
  refuseRepeats,
} from '../../shared/domain/reading.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { errorsOf } from '../build/errors-of.ts';

const bounds = { min: 2, max: 3 };

describe('a value of a foreign object', () => {
  it.each<[string, () => unknown, string]>([
    ['no object', () => readObject(undefined, '/p'), 'required'],
    ['null for an object', () => readObject(null, '/p'), 'type'],
    ['an array for an object', () => readObject([], '/p'), 'type'],
    ['a text for an object', () => readObject('{}', '/p'), 'type'],
    ['no array', () => readArray(undefined, '/p', bounds), 'required'],
    ['an object for an array', () => readArray({ length: 2 }, '/p', bounds), 'type'],
    ['one of two', () => readArray([1], '/p', bounds), 'too-few'],
    ['four of three', () => readArray([1, 2, 3, 4], '/p', bounds), 'too-many'],
    ['no text', () => readString(undefined, '/p'), 'required'],
    ['null for a text', () => readText(null, '/p', 2), 'type'],
    ['a long text', () => readText('某某某', '/p', 2), 'too-long'],
    ['no number', () => readInteger(undefined, '/p', bounds), 'required'],
    ['a text for a number', () => readInteger('2', '/p', bounds), 'type'],
    ['a half', () => readInteger(2.5, '/p', bounds), 'type'],
    ['a number that is not exact', () => readInteger(2 ** 53, '/p', bounds), 'type'],
    ['a small number', () => readInteger(1, '/p', bounds), 'too-small'],
    ['a large number', () => readInteger(4, '/p', bounds), 'too-large'],
    ['neither true nor false', () => readBoolean(undefined, '/p'), 'required'],
    ['a word for true', () => readBoolean('true', '/p'), 'type'],
    ['no word', () => readOneOf(undefined, '/p', ['a']), 'required'],
    ['another word', () => readOneOf('b', '/p', ['a']), 'enum'],
  ])('is refused: %s', (_, read, code) => {
    expect(errorsOf(read)).toEqual({ '/p': code });
  });

  it('is taken at its bounds', () => {
    expect(readArray([1, 2], '/p', bounds)).toEqual([1, 2]);
    expect(readArray([1, 2, 3], '/p', bounds)).toHaveLength(3);
    expect([2, 3].map((value) => readInteger(value, '/p', bounds))).toEqual([2, 3]);
    expect(readText('某某', '/p', 2)).toBe('某某');
    expect([true, false].map((value) => readBoolean(value, '/p'))).toEqual([true, false]);
    expect(readOneOf('b', '/p', ['a', 'b'])).toBe('b');
  });
});

describe('an object', () => {
  it('has none but known fields, if they are known', () => {
    expect(readObject({ a: 1 }, '/p', ['a', 'b'])).toEqual({ a: 1 });
    expect(readObject({ c: 1 }, '/p')).toEqual({ c: 1 });
    expect(errorsOf(() => readObject({ a: 1, 'c-C_9': 1, d: 1 }, '/p', ['a']))).toEqual({
      '/p/c-C_9': 'unknown',
      '/p/d': 'unknown',
    });
  });

  it.each(['张三', '210102199001010015', 'a1990', 'c/~', 'd'.repeat(65), ''])(
    'names no field that could be somebody’s name or number (P01): %j',
    (name) => {
      expect(errorsOf(() => readObject({ [name]: 1 }, '/p', ['a']))).toEqual({ '/p': 'unknown' });
    },
  );

  it('is gathered from its parts, without those that give nothing', () => {
    expect(gather({ a: () => 1, b: () => undefined as never, c: () => null })).toEqual({
      a: 1,
      c: null,
    });
  });

  it('is refused once, with the faults of all its parts', () => {
    const refuse = (pointer: string) => () => {
      throw invalid(pointer, 'type');
    };
    expect(errorsOf(() => gather({ a: refuse('/a'), b: () => 1, c: refuse('/c') }))).toEqual({
      '/a': 'type',
      '/c': 'type',
    });
  });

  it.each([new Error('ours'), new Problem('request-invalid'), 'text'])(
    'hides no error that names no field: %s',
    (error) => {
      const fail = () => {
        throw error;
      };
      expect(() => gather({ a: fail })).toThrow(error as Error);
    },
  );
});

describe('entries', () => {
  it('are read each at its place, in their order', () => {
    const read = (value: unknown, pointer: string) => `${value} ${pointer}`;
    expect(readEach(['x', 'y'], '/p', read)).toEqual(['x /p/0', 'y /p/1']);
    expect(errorsOf(() => readEach([1, 'y', 2], '/p', readString))).toEqual({
      '/p/0': 'type',
      '/p/2': 'type',
    });
  });

  it('are refused where they repeat', () => {
    expect(() => refuseRepeats(['a', 'b'], String)).not.toThrow();
    expect(errorsOf(() => refuseRepeats(['a', 'b', 'a', 'a'], (at) => `/p/${at}`))).toEqual({
      '/p/2': 'duplicate',
      '/p/3': 'duplicate',
    });
  });

  it('are pointed to with ~ and / escaped', () => {
    expect(pointerTo('/p', 'a~b/c~')).toBe('/p/a~0b~1c~0');
    expect(pointerTo('', 7)).toBe('/7');
  });
});
