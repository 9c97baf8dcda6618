/** The pages as they were built: text, by name without a folder. They never change while a function runs. */
export interface PageFiles {
  find(name: string): Promise<string | undefined>;
}
