import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * What stands in bundles for the SDK's chain of credential providers (`infra/bundles.ts`): Lambda gives a
 * function its role's credentials in the environment, where the chain looks first. The other ways, a
 * fifth of a bundle, are for machines that no function runs on.
 */
export const defaultProvider = fromEnv;
