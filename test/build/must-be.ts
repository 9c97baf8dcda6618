/** What a test counts on being there; fails where it is not. */
export function mustBe<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('what the test counts on is not there');
  return value;
}
