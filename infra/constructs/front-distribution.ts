import { Duration, Fn } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
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
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { directlyServed, type PublicShelf } from './public-shelf.ts';

export interface FrontDistributionProps {
  readonly host: string;
  readonly certificate: ICertificate;
  readonly api: HttpApi;
  readonly shelf: PublicShelf;
}

/**
 * CloudFront before everything, where the partition has all of it: public files come from the shelf
 * itself, so that they can be had while no function runs; all else passes through to the API.
 */
export class FrontDistribution extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { host, certificate, api, shelf }: FrontDistributionProps,
  ) {
    super(scope, id);
    const distribution = new Distribution(this, 'Distribution', {
      domainNames: [host],
      certificate,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: toApi(api),
      additionalBehaviors: {
        'departments/*/sheet': { ...toApi(api), cachePolicy: this.cache('Sheets', ['digest']) },
        ...this.toShelf(shelf),
      },
    });
    acknowledge(distribution, 'AwsSolutions', {
      CFR1: 'Licences are verified wherever their holders go.',
      CFR2: 'Files are public and signed, the API throttles and proves its clients; a web ACL is the operator’s to add.',
      CFR3: 'All files are public and signed; who fetched which is not to be recorded.',
    });
  }

  private toShelf(shelf: PublicShelf): Record<string, BehaviorOptions> {
    // by name, as the shelf lets distributions of this account read: its policy cannot name one that is made after it
    const bucket = Bucket.fromBucketAttributes(this, 'Shelf', {
      bucketName: shelf.bucketName,
      bucketRegionalDomainName: shelf.bucketRegionalDomainName,
    });
    const { originAccessControlId } = new S3OriginAccessControl(this, 'AccessControl');
    const behaviour: BehaviorOptions = {
      origin: S3BucketOrigin.withBucketDefaults(bucket, { originAccessControlId }),
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
      cachePolicy: this.cache('Files', []),
      responseHeadersPolicy: this.publicHeaders(),
    };
    return Object.fromEntries(directlyServed.map((path) => [path, behaviour]));
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

function toApi(api: HttpApi): BehaviorOptions {
  return {
    origin: new HttpOrigin(Fn.select(2, Fn.split('/', api.apiEndpoint))),
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    allowedMethods: AllowedMethods.ALLOW_ALL,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  };
}
