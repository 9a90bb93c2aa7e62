/** Approval of products. */
import { enumOf, fieldsOf, type Input, objectOf, type Schema, string, type UnlistedValue } from "../../core/schema.js";

/** How a product is approved. */
export interface ProductsApproveRequest {
  /** The approval URL that an admin has seen. Only the permissions shown there are accepted. */
  approvalUrlInfo?: ApprovalUrlInfo;
  /**
   * Which permissions are approved: `currentPermissionsOnly`, those that the app requires at present, Google's default;
   * an update that requires further ones is not installed until they are approved; `allPermissions`, all that it will
   * ever require.
   */
  approvedPermissions?: "currentPermissionsOnly" | "allPermissions" | UnlistedValue;
}

/** The approval URL that an admin has seen. */
export interface ApprovalUrlInfo {
  /** URL that `products.generateApprovalUrl` returned. */
  approvalUrl?: string;
}

/** An {@link ApprovalUrlInfo} as `products.approve` accepts it. */
export interface ApprovalUrlInfoInput extends Input<ApprovalUrlInfo> {}

/** A URL that shows the permissions of a product to an admin. */
export interface ProductsGenerateApprovalUrlResponse {
  /**
   * The URL. Show it in an iframe. It approves the product once, within 24 hours.
   * @secret
   */
  url: string;
}

export const productsApproveRequestFields = () =>
  fieldsOf<ProductsApproveRequest>()({
    approvalUrlInfo: approvalUrlInfoSchema,
    approvedPermissions: enumOf("currentPermissionsOnly", "allPermissions"),
  });

const approvalUrlInfoSchema: Schema<ApprovalUrlInfo> = objectOf<ApprovalUrlInfo>()(() => ({ approvalUrl: string }));

export const productsGenerateApprovalUrlResponseSchema: Schema<ProductsGenerateApprovalUrlResponse> =
  objectOf<ProductsGenerateApprovalUrlResponse>()(() => ({ url: string }), { url: true });
