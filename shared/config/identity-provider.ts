/** The identity provider that a province's holders and staff log in at 统一身份认证, and how its tokens are read. */
export interface IdentityProvider {
  /** `iss` of its tokens. */
  readonly issuer: string;
  /** `aud` of its tokens: we are. */
  readonly audience: string;
  /** Where its public keys are. */
  readonly jwksUri: string;
  /** Under which client id the province's pages are registered there. */
  readonly pagesClient: string;
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
  /** How departments' staff 工作人员 are told, and what their roles let them do. */
  readonly staff: {
    /** The claim that names the clients that a person acts for. */
    readonly clients: string;
    /** The claim that names a person's roles. */
    readonly roles: string;
    /** By role, scopes of a client that whoever has it may use; never more than the client's own. */
    readonly scopes: Readonly<Record<string, readonly string[]>>;
    /** Pairs of roles that no person may have together. */
    readonly apart: readonly (readonly [string, string])[];
    /** Roles with which a person may act for one client only. */
    readonly ofOneClient: readonly string[];
  };
}

/** The variable's text. */
export function toIdentityVariable(provider: IdentityProvider): string {
  return JSON.stringify(provider);
}

/** @throws Error for a variable that was not written by `toIdentityVariable` */
export function readIdentityProvider(variable: string): IdentityProvider {
  const provider = JSON.parse(variable) as Partial<IdentityProvider>;
  const { issuer, audience, jwksUri, pagesClient, algorithms, levels, claims, staff } = provider;
  const isReadable = algorithms?.length && levels?.length && claims && staff;
  if (!(issuer && audience && jwksUri && pagesClient && isReadable)) {
    throw new Error('the identity provider is not described whole');
  }
  return { issuer, audience, jwksUri, pagesClient, algorithms, levels, claims, staff };
}
