import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

type Pack = 'AwsSolutions' | 'NIST.800.53.R5';

/**
 * Says why findings of a rule pack are right at this construct and below it; they are then none.
 * @param reasons by rule, without the pack's name: `{ LambdaDLQ: 'Called synchronously.' }`
 */
export function acknowledge(
  construct: IConstruct,
  pack: Pack,
  reasons: Readonly<Record<string, string>>,
): void {
  const rules = Object.entries(reasons).map(([rule, reason]) => ({
    id: `${pack}::${pack}-${rule}`,
    reason,
  }));
  Validations.of(construct).acknowledge(...rules);
}
