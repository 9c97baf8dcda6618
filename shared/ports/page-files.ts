/** The pages as they were built: text, or bytes of what is none, by name without a folder. They never change while a function runs. */
export interface PageFiles {
  find(name: string): Promise<string | Uint8Array | undefined>;
}
