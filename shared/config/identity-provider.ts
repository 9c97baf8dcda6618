/** The identity provider that a province's holders log in at 统一身份认证, and how its tokens are read. */
export interface IdentityProvider {
  /** `iss` of its tokens. */
  readonly issuer: string;
  /** `aud` of its tokens: we are. */
  readonly audience: string;
  /** Where its public keys are. */
  readonly jwksUri: string;
  /** Algorithms of its signatures (RFC 7518). */
  readonly algorithms: readonly string[];
  /** Values of `acr` that are good enough 实名认证等级. */
  readonly levels: readonly string[];
  /** Names of its claims, by what they say; and its words for sorts of documents, by our codes. */
  readonly claims: {
    readonly codeType: string;
    readonly code: string;
    readonly name: string;
    readonly organisationCode: string;
    readonly organisationName: string;
    readonly codeTypes: Readonly<Record<string, string>>;
  };
}

/** The variable's text. */
export function toIdentityVariable(provider: IdentityProvider): string {
  return JSON.stringify(provider);
}

/** @throws Error for a variable that was not written by `toIdentityVariable` */
export function readIdentityProvider(variable: string): IdentityProvider {
  const provider = JSON.parse(variable) as Partial<IdentityProvider>;
  const { issuer, audience, jwksUri, algorithms, levels, claims } = provider;
  const isWhole = issuer && audience && jwksUri && algorithms?.length && levels?.length && claims;
  if (!isWhole) throw new Error('the identity provider is not described whole');
  return { issuer, audience, jwksUri, algorithms, levels, claims };
}
