/** The names under which the real service refuses, as far as this engine can be in the position to use them. */
export type KmsErrorName =
  | 'AlreadyExistsException'
  | 'DisabledException'
  | 'InvalidAliasNameException'
  | 'InvalidArnException'
  | 'InvalidKeyUsageException'
  | 'KMSInternalException'
  | 'KMSInvalidMacException'
  | 'MalformedPolicyDocumentException'
  | 'NotAuthorizedException'
  | 'NotFoundException'
  | 'SerializationException'
  | 'TagException'
  | 'UnknownOperationException'
  | 'UnsupportedOperationException'
  | 'ValidationException';

/** A refusal in the words of KMS: the name becomes `__type`; all but the service's own faults are HTTP 400. */
export class KmsError extends Error {
  readonly type: KmsErrorName;
  readonly status: 400 | 500;

  constructor(type: KmsErrorName, message: string) {
    super(message);
    this.name = 'KmsError';
    this.type = type;
    this.status = type === 'KMSInternalException' ? 500 : 400;
  }
}

/** The shape in which KMS reports a member that breaks its model. */
export function constraintError(member: string, value: string, constraint: string): KmsError {
  const field = member.charAt(0).toLowerCase() + member.slice(1);
  return new KmsError(
    'ValidationException',
    `1 validation error detected: Value ${value} at '${field}' failed to satisfy constraint: Member must ${constraint}`,
  );
}
