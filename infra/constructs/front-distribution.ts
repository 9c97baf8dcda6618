import { Aws, Duration } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  type IOrigin,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, OriginGroup, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { ZoneStack } from '../stacks/zone-stack.ts';
import { acknowledge } from './acknowledge.ts';
import { directlyServed, type PublicShelf, shelfName } from './public-shelf.ts';

export interface FrontDistributionProps {
  readonly host: string;
  readonly certificate: ICertificate;
  /** Where the API answers. */
  readonly apiHost: string;
  readonly shelf: PublicShelf;
  /** Where the shelf lies; of a province with two Regions the other shelf stands in for it. */
  readonly region: ZoneStack;
}

/**
 * CloudFront before everything, where the partition has all of it: public files come from the shelf
 * itself, so that they can be had while no function runs; all else passes through to the API.
 */
export class FrontDistribution extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { host, certificate, apiHost, shelf, region }: FrontDistributionProps,
  ) {
    super(scope, id);
    const distribution = new Distribution(this, 'Distribution', {
      domainNames: [host],
      certificate,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: toApi(apiHost),
      additionalBehaviors: {
        'departments/*/sheet': { ...toApi(apiHost), cachePolicy: this.cache('Sheets', ['digest']) },
        ...this.toShelf(shelf, region),
      },
    });
    acknowledge(distribution, 'AwsSolutions', {
      CFR1: 'Licences are verified wherever their holders go.',
      CFR2: 'Files are public and signed, the API throttles and proves its clients; a web ACL is the operator’s to add.',
      CFR3: 'All files are public and signed; who fetched which is not to be recorded.',
    });
  }

  private toShelf(shelf: PublicShelf, zone: ZoneStack): Record<string, BehaviorOptions> {
    const behaviour: BehaviorOptions = {
      origin: this.shelves(shelf, zone),
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
      cachePolicy: this.cache('Files', []),
      responseHeadersPolicy: this.publicHeaders(),
    };
    return Object.fromEntries(directlyServed.map((path) => [path, behaviour]));
  }

  /** The shelf, and behind it the other Region's. */
  private shelves(shelf: PublicShelf, { province, region }: ZoneStack): IOrigin {
    const { originAccessControlId } = new S3OriginAccessControl(this, 'AccessControl');
    // by name, as a shelf lets distributions of this account read: its policy cannot name one that is made after it
    const toOrigin = (id: string, bucketName: string, bucketRegionalDomainName: string) =>
      S3BucketOrigin.withBucketDefaults(
        Bucket.fromBucketAttributes(this, id, { bucketName, bucketRegionalDomainName }),
        { originAccessControlId },
      );
    const first = toOrigin('Shelf', shelf.bucketName, shelf.bucketRegionalDomainName);
    const other = province.regions.find((one) => one !== region);
    if (other === undefined) return first;
    const name = shelfName(province, other);
    const fallback = toOrigin('OtherShelf', name, `${name}.s3.${other}.${Aws.URL_SUFFIX}`);
    return new OriginGroup({ primaryOrigin: first, fallbackOrigin: fallback });
  }

  /** As long as the files' own headers say, and no longer. */
  private cache(id: string, queries: readonly string[]): CachePolicy {
    return new CachePolicy(this, id, {
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(365),
      queryStringBehavior:
        queries.length === 0
          ? CacheQueryStringBehavior.none()
          : CacheQueryStringBehavior.allowList(...queries),
    });
  }

  /** The headers that the service gives with public files. */
  private publicHeaders(): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'PublicHeaders', {
      corsBehavior: {
        accessControlAllowOrigins: ['*'],
        accessControlAllowHeaders: ['*'],
        accessControlAllowMethods: ['GET', 'HEAD'],
        accessControlAllowCredentials: false,
        accessControlExposeHeaders: ['ETag'],
        originOverride: true,
      },
      securityHeadersBehavior: {
        contentTypeOptions: { override: true },
        contentSecurityPolicy: {
          contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
          override: true,
        },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(365),
          includeSubdomains: true,
          override: true,
        },
      },
    });
  }
}

function toApi(host: string): BehaviorOptions {
  return {
    origin: new HttpOrigin(host),
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    allowedMethods: AllowedMethods.ALLOW_ALL,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  };
}
