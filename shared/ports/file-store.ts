/** An address that anybody may use once they have it, until it ends. */
export interface SignedAddress {
  readonly url: string;
}

/** One part of a file that has come in. */
export interface StoredPart {
  readonly number: number;
  /** What the store answered when it came in: stands for its content. */
  readonly tag: string;
}

/**
 * Where files lie that are not public (S3): uploads, faces, stamped documents, each under a name that
 * nobody can guess. Not trusted: whoever reads a file from it checks it. Whoever could write it could
 * withhold a file, or show one to somebody else.
 */
export interface FileStore {
  put(path: string, body: Uint8Array, contentType: string): Promise<void>;
  /** The whole file; undefined where there is none. @throws Error when it is larger than `maxBytes` */
  read(path: string, maxBytes: number): Promise<Uint8Array | undefined>;
  /** Its size; undefined where there is none. */
  sizeOf(path: string): Promise<number | undefined>;
  /** An address to read it from for so many seconds, under that name. */
  signReading(
    path: string,
    options: { readonly seconds: number; readonly fileName: string },
  ): Promise<SignedAddress>;
}

/** Files that come in parts, from outside. */
export interface PartStore {
  /** Opens a file for parts; gives the store's own name of the upload. One that stays open is forgotten after a day. */
  begin(path: string): Promise<string>;
  /** An address to which one part of exactly that size may be put. */
  signPart(
    path: string,
    part: {
      readonly partsId: string;
      readonly number: number;
      readonly sizeBytes: number;
      readonly seconds: number;
    },
  ): Promise<SignedAddress>;
  /** Makes the file of these parts; `incomplete` when one of them did not come in so, `gone` when the upload is open no more, as after a lost answer. */
  finish(
    path: string,
    partsId: string,
    parts: readonly StoredPart[],
  ): Promise<'finished' | 'incomplete' | 'gone'>;
}
