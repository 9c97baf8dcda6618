import { CfnParameter } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { toIdentityVariable } from '../../shared/config/identity-provider.ts';
import { bundledPages } from '../bundle-pages.ts';
import type { PrivateFiles } from '../constructs/private-files.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { type ZoneProps, ZoneStack } from './zone-stack.ts';

export interface VerifyingStackProps extends ZoneProps {
  /** Where the desk puts files; named in what its page may connect to, and granted to nobody here. */
  readonly files: PrivateFiles;
}

/** Verification: reads public files over HTTP; no key, no table, no grant at all. */
export class VerifyingStack extends ZoneStack {
  constructor(scope: Construct, id: string, props: VerifyingStackProps) {
    super(scope, id, props);
    const anchors = new CfnParameter(this, 'TrustAnchors', {
      description: 'Root certificates that end a chain: DER, base64, separated by commas',
    });
    const environment = {
      provinceUrl: this.province.url,
      shelfUrl: this.province.url,
      trustAnchors: anchors.valueAsString,
    };
    new ServiceFunction(this, 'VerifyLicence', {
      handler: 'verifying/verify-licence',
      environment,
    });
    new ServiceFunction(this, 'VerifyBatch', { handler: 'verifying/verify-batch', environment });
    new ServiceFunction(this, 'ServePages', {
      handler: 'verifying/serve-pages',
      environment: {
        provinceUrl: this.province.url,
        trustAnchors: anchors.valueAsString,
        pagesFolder: bundledPages,
        filesOrigin: `https://${props.files.bucketRegionalDomainName}`,
        identityProvider: toIdentityVariable(this.province.identityProvider),
      },
    });
  }
}
