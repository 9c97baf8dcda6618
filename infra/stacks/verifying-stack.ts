import { CfnParameter, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { Province } from '../province.ts';

/** Verification: reads public files over HTTP; no key, no table, no grant at all. */
export class VerifyingStack extends Stack {
  readonly functions: readonly ServiceFunction[];

  constructor(scope: Construct, id: string, props: StackProps & { readonly province: Province }) {
    super(scope, id, props);
    const anchors = new CfnParameter(this, 'TrustAnchors', {
      description: 'Root certificates that end a chain: DER, base64, separated by commas',
    });
    this.functions = [
      new ServiceFunction(this, 'VerifyLicence', {
        handler: 'verifying/verify-licence',
        environment: {
          provinceUrl: props.province.url,
          shelfUrl: props.province.url,
          trustAnchors: anchors.valueAsString,
        },
      }),
    ];
  }
}
