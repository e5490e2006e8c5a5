/** What a vendor's client is made from. */
export interface VendorOptions {
  apiKey: string;
  /** Without a slash at the end. */
  baseUrl: string;
  /** The vendor's name of the model. */
  model: string;
}
