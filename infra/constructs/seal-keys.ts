import { Stack } from 'aws-cdk-lib';
import { zoneOf } from '../stacks/zone-stack.ts';
import type { ServiceFunction } from './service-function.ts';
import { digestsOnly, purposeTag } from './signing-key.ts';

const purpose = 'seal';
const ofKey = `aws:ResourceTag/${purposeTag}`;
const inRequest = `aws:RequestTag/${purposeTag}`;
const isSealKey = { [ofKey]: purpose };
const why = 'Seal keys are made at run time; the tag condition admits no other key.';

/** The keys of seals: made at run time, known by their tag, which they carry from their creation on. */
export const sealKeys = {
  /** Sign digests with seal keys, whatever their state: KMS refuses what is disabled. */
  grantSigning(to: ServiceFunction): void {
    to.allow(['kms:Sign'], [to.allKeysArn(why)], {
      StringEquals: { ...isSealKey, ...digestsOnly },
    });
  },

  /** Make and name seal keys; never tag a key that is for something else. */
  grantMaking(to: ServiceFunction): void {
    const keys = to.allKeysArn(why);
    to.explainWildcard('*', 'kms:CreateKey has no resource; the request must carry the seal tag.');
    to.allow(['kms:CreateKey'], ['*'], {
      StringEquals: {
        [inRequest]: purpose,
        'kms:KeySpec': 'ECC_NIST_P256',
        'kms:KeyUsage': 'SIGN_VERIFY',
      },
    });
    to.allow(['kms:TagResource'], [keys], {
      StringEquals: { [inRequest]: purpose },
      Null: { [ofKey]: 'true' },
    });
    to.allow(['kms:CreateAlias'], [aliasesOf(to)]);
    to.allow(['kms:CreateAlias', 'kms:DescribeKey', 'kms:GetPublicKey'], [keys], {
      StringEquals: isSealKey,
    });
    for (const region of otherRegionsOf(to)) grantReplicating(to, keys, region);
  },

  /** Switch seal keys on and off, in every Region that has them. */
  grantSwitching(to: ServiceFunction): void {
    const others = otherRegionsOf(to).map((region) => to.allKeysArn(why, region));
    to.allow(['kms:EnableKey', 'kms:DisableKey'], [to.allKeysArn(why), ...others], {
      StringEquals: isSealKey,
    });
    if (others.length > 0) {
      to.setVariables({ furtherKeyRegions: otherRegionsOf(to).join() });
    }
  },
};

const otherRegionsOf = (to: ServiceFunction): readonly string[] => {
  const { province, region } = zoneOf(to);
  return province.regions.filter((one) => one !== region);
};

/** Make replicas of seal keys there, and nowhere else; KMS asks for it in both Regions. */
function grantReplicating(to: ServiceFunction, keys: string, region: string): void {
  to.allow(['kms:ReplicateKey'], [keys], {
    StringEquals: { ...isSealKey, 'kms:ReplicaRegion': region },
  });
  to.allow(['kms:CreateKey'], ['*'], {
    StringEquals: { [inRequest]: purpose, 'aws:RequestedRegion': region },
  });
  to.allow(['kms:TagResource'], [to.allKeysArn(why, region)], {
    StringEquals: { [inRequest]: purpose },
    Null: { [ofKey]: 'true' },
  });
}

function aliasesOf(to: ServiceFunction): string {
  const { region } = Stack.of(to);
  const resourceName = 'yinzheng-seal-*';
  to.explainWildcard(
    `arn:<AWS::Partition>:kms:${region}:<AWS::AccountId>:alias/${resourceName}`,
    'An alias is named for its seal, which is made at run time.',
  );
  return Stack.of(to).formatArn({ service: 'kms', resource: 'alias', resourceName });
}
