/** One statement of a policy, its references resolved to text. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Of a resource's policy; a role's statement has none. */
  readonly principals: readonly string[];
}

/** What somebody wants to do, and what AWS would know of it. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  /** Condition keys with their values: tags of the resource, members of the request. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

type Values = readonly string[] | undefined;
type Test = (given: Values, wanted: readonly string[]) => boolean;

const anyOf =
  (matches: (value: string, pattern: string) => boolean): Test =>
  (given, wanted) =>
    given?.some((value) => wanted.some((pattern) => matches(value, pattern))) ?? false;

const operators: Readonly<Record<string, Test>> = {
  StringEquals: anyOf((value, wanted) => value === wanted),
  StringLike: anyOf(isLike),
  ArnLike: anyOf(isLike),
  Bool: anyOf((value, wanted) => value === wanted),
  Null: (given, [wanted]) => (given === undefined) === (wanted === 'true'),
  // true of nothing at all, as in AWS: hence it stands beside `Null`
  'ForAllValues:StringLike': (given, wanted) =>
    given?.every((value) => wanted.some((pattern) => isLike(value, pattern))) ?? true,
  'ForAllValues:StringEquals': (given, wanted) =>
    given?.every((value) => wanted.includes(value)) ?? true,
  'ForAllValues:StringNotLike': (given, wanted) =>
    given?.every((value) => !wanted.some((pattern) => isLike(value, pattern))) ?? true,
};

/** Does the text match a pattern of `*` and `?`? */
export function isLike(text: string, pattern: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const expression = escaped.replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 's').test(text);
}

/**
 * Does the statement speak of this request? Action names are compared without case, as AWS does.
 * @throws Error for a condition operator that it does not know: a guess would be worse
 */
export function appliesTo(statement: Statement, { action, resource, context = {} }: Request) {
  const holds = ([operator, keys]: [string, Readonly<Record<string, readonly string[]>>]) => {
    const test = operators[operator];
    if (!test) throw new Error(`unknown condition operator ${operator}`);
    return Object.entries(keys).every(([key, wanted]) => test(toValues(context[key]), wanted));
  };
  return (
    statement.actions.some((one) => isLike(action.toLowerCase(), one.toLowerCase())) &&
    statement.resources.some((one) => isLike(resource, one)) &&
    Object.entries(statement.conditions).every(holds)
  );
}

const toValues = (value: string | readonly string[] | undefined): Values =>
  value === undefined || typeof value !== 'string' ? value : [value];

/** May a role with these statements do it? A denial outweighs; what nothing allows is denied. */
export function allows(statements: readonly Statement[], request: Request): boolean {
  const applying = statements.filter((one) => appliesTo(one, request));
  return applying.length > 0 && applying.every((one) => one.effect === 'Allow');
}
