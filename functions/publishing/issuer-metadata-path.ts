/** Where the issuer's metadata lies, on the shelf and below the province's address. @see draft-ietf-oauth-sd-jwt-vc */
export const issuerMetadataPath = '.well-known/jwt-vc-issuer';
