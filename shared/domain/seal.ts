import type { ClientId, DepartmentCode, Moment, SealId } from './ids.ts';

/** 印章 kinds: 单位公章, 合同专用章, 财务专用章, 证照专用章, 发票专用章. */
export const sealKinds = ['official', 'contract', 'finance', 'licence-special', 'invoice'] as const;
export type SealKind = (typeof sealKinds)[number];

/** Round, 42 mm; oval, 40 × 30 mm; square, 30 mm. */
export const sealShapes = ['round', 'oval', 'square'] as const;
export type SealShape = (typeof sealShapes)[number];

/** The words and the form that a seal's picture is drawn from. */
export interface SealDesign {
  readonly shape: SealShape;
  /** Around the star: the department's full name 单位名称. */
  readonly name: string;
  /** What the seal is for, below: 证照专用章. */
  readonly inscription?: string;
  /** Seal code 印章编码, or on an invoice seal the taxpayer's code 税号. */
  readonly code?: string;
}

export type SealState = 'applied' | 'made' | 'enabled' | 'suspended' | 'cancelled';

/** The seal's picture: drawn by us (SVG, and what it was drawn from) or given as PNG (base64). */
export type SealImage =
  | { readonly kind: 'drawn'; readonly svg: string; readonly design: SealDesign }
  | { readonly kind: 'given'; readonly png: string };

/** One change of a seal, append-only. */
export interface SealEntry {
  readonly seq: number;
  readonly state: SealState;
  readonly at: Moment;
  readonly by: ClientId;
  readonly reason?: string;
  /** That its key may have been in other hands since then; whole seconds. */
  readonly compromisedFrom?: Moment;
}

/** Why a seal is made anew 重制: the department's new name, its end, its loss, its key in other hands. */
export const remakeGrounds = ['rename', 'expiry', 'loss', 'compromise'] as const;
export type RemakeGround = (typeof remakeGrounds)[number];

/** Which seal another one takes the place of, and why. */
export interface SealReplacement {
  readonly seal: SealId;
  readonly ground: RemakeGround;
}

/** What making a seal adds: its key in KMS and its certificate. */
export interface SealMaking {
  /** KMS key id or ARN. */
  readonly keyId: string;
  /** Seal certificate, DER, base64. */
  readonly certificate: string;
  readonly validFrom: Moment;
  readonly validUntil: Moment;
}

interface SealCommon {
  readonly id: SealId;
  readonly department: DepartmentCode;
  readonly name: string;
  readonly kind: SealKind;
  readonly image: SealImage;
  readonly replaces?: SealReplacement;
  /** All changes so far, oldest first; the last one gives the state. */
  readonly entries: readonly SealEntry[];
}

/** A seal 电子印章; one that was only applied for has no key yet. */
export type Seal =
  | (SealCommon & { readonly state: 'applied' })
  | (SealCommon & { readonly state: Exclude<SealState, 'applied'>; readonly making: SealMaking });

type WithoutImage<T> = T extends unknown ? Omit<T, 'image'> : never;

/** A seal without its picture, as lists have it. */
export type SealHead = WithoutImage<Seal>;
