/** How products are approved. */
import * as z from "zod/mini";
import { answerOf, objectOf, schemaOf } from "./shapes.js";

/** How a product is approved. */
export interface ProductsApproveRequest {
  /** The approval URL that an admin has seen. Only the permissions shown there are accepted. */
  approvalUrlInfo?: ApprovalUrlInfo;
  /** Whether permissions that the app wants later are accepted too. Google's default: only the present ones. */
  approvedPermissions?: "currentPermissionsOnly" | "allPermissions" | (string & {});
}

/** The approval URL that an admin has seen. */
export interface ApprovalUrlInfo {
  /** The URL from `products.generateApprovalUrl`. */
  approvalUrl?: string;
}

/** Where an admin sees what approving a product means. */
export interface ProductsGenerateApprovalUrlResponse {
  /** Show it in an iframe. It approves the product once, within 24 hours. */
  url: string;
}

export const productsApproveRequestFields = () => ({
  approvalUrlInfo: approvalUrlInfoSchema(),
  approvedPermissions: z.enum(["currentPermissionsOnly", "allPermissions"]),
});

const approvalUrlInfoSchema = () => schemaOf<ApprovalUrlInfo>()(objectOf({ approvalUrl: z.string() }));

const productsGenerateApprovalUrlResponseSchema = () =>
  schemaOf<ProductsGenerateApprovalUrlResponse>()(objectOf({ url: z.string() }, "url"));

export const productsGenerateApprovalUrlResponseCheck = answerOf<ProductsGenerateApprovalUrlResponse>(
  productsGenerateApprovalUrlResponseSchema,
);
