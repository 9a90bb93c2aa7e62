/** `products` and `permissions`. */
import type { Product, ProductPermission } from "../../androidEnterprise/schemas/product.js";
import type { ProductsApproveRequest } from "../../androidEnterprise/schemas/productApproval.js";
import { refuse } from "../google.js";
import { choice, text, uint32 } from "../googleShape.js";
import { APPROVE_REQUEST } from "./bodies.js";
import { type Call, found, listed, type Operations } from "./call.js";
import { approve } from "./licenses.js";
import { productOf } from "./state.js";

const A_DAY_MS = 86_400_000;
/** Google does not publish a figure. */
const DEFAULT_PAGE = 100;

export const products: Operations<"products"> = {
  get: { query: { language: text }, respond: (call) => seen(call, call.product()) },
  list: {
    // Google supports only the value true.
    query: { approved: choice("true"), language: text, maxResults: uint32, query: text, token: text },
    respond: list,
  },
  getPermissions: {
    respond(call) {
      const { productId, permissions = [] } = seen(call, call.product());
      return { productId, ...listed("permission", permissions) };
    },
  },
  getAppRestrictionsSchema: {
    query: { language: text },
    respond: (call) => call.product().appRestrictionsSchema ?? {},
  },
  generateApprovalUrl: {
    query: { languageCode: text },
    respond(call) {
      const { productId, permissions = [] } = call.product();
      const url = `https://play.google.com/work/apps/approve?id=${productId}&token=${crypto.randomUUID()}`;
      call.state.approvalUrls.set(url, {
        enterpriseId: call.enterprise.resource.id,
        productId,
        permissions: permissions.flatMap(({ permissionId = [] }) => permissionId),
        expiresAt: call.now + A_DAY_MS,
      });
      return { url };
    },
  },
  approve: {
    body: APPROVE_REQUEST,
    respond(call) {
      const { approvalUrlInfo, approvedPermissions } = call.body<ProductsApproveRequest>();
      const product = call.product();
      const { productId } = product;
      const { approvalUrl } = approvalUrlInfo ?? {};
      const shown = approvalUrl === undefined ? undefined : permissionsOf(call, approvalUrl);
      const isNew = approve(call.enterprise, product, shown, approvedPermissions === "allPermissions");
      if (approvalUrl) call.state.approvalUrls.delete(approvalUrl);
      if (isNew) call.notify("productApproval", "productApprovalEvent", { productId, approved: "approved" });
      return undefined;
    },
  },
  unapprove: {
    respond(call) {
      const { productId } = call.product();
      const stored = call.enterprise.licenses.get(productId);
      if (stored?.license.approval !== "approved") return undefined;
      const { permissions: _, ...license } = stored.license;
      stored.license = { ...license, approval: "unapproved" };
      stored.accepted = [];
      call.notify("productApproval", "productApprovalEvent", { productId, approved: "unapproved" });
      return undefined;
    },
  },
};

/** A product as the enterprise sees it: with the permissions that it has accepted. */
function seen(call: Call, product: Product): Product {
  const { accepted = [] } = call.enterprise.licenses.get(product.productId) ?? {};
  if (product.permissions === undefined) return product;
  const permissions = product.permissions.map(
    ({ permissionId = "" }): ProductPermission => ({
      permissionId,
      state: accepted.includes(permissionId) ? "accepted" : "required",
    }),
  );
  return { ...product, permissions };
}

/** The permissions that an approval URL has shown. */
function permissionsOf(call: Call, url: string): readonly string[] {
  const shown = call.state.approvalUrls.get(url);
  const { enterprise } = call;
  const fits = shown?.enterpriseId === enterprise.resource.id && shown.productId === call.path("productId");
  if (!fits || shown.expiresAt <= call.now) refuse(400, "Invalid value at 'approvalUrlInfo.approvalUrl'.", "invalid");
  return shown.permissions;
}

function list(call: Call): object {
  const { enterprise } = call;
  const wanted = call.query("query")?.toLowerCase() ?? "";
  const approved = [...enterprise.licenses.values()].filter(({ license }) => license.approval === "approved");
  const matches = approved
    .flatMap(({ license }) => productOf(call.state, enterprise, license.productId) ?? [])
    .filter(({ title = "", productId }) => `${title} ${productId.slice("app:".length)}`.toLowerCase().includes(wanted));
  const size = Number(call.query("maxResults") ?? 0) || DEFAULT_PAGE;
  const start = offset(call.query("token"), wanted);
  const page = matches.slice(start, start + size);
  const token = (from: number) => btoa(JSON.stringify([from, encodeURIComponent(wanted)]));
  const tokenPagination = {
    ...(start + size < matches.length && { nextPageToken: token(start + size) }),
    ...(start > 0 && { previousPageToken: token(Math.max(0, start - size)) }),
  };
  return {
    ...listed(
      "product",
      page.map((product) => seen(call, product)),
    ),
    pageInfo: { totalResults: matches.length, resultPerPage: page.length, startIndex: start },
    ...(Object.keys(tokenPagination).length > 0 && { tokenPagination }),
  };
}

/** A page token is only valid with the search it was created for. */
function offset(token: string | undefined, wanted: string): number {
  if (token === undefined) return 0;
  try {
    const [start, search] = JSON.parse(atob(token)) as [number, string];
    if (search === encodeURIComponent(wanted) && Number.isSafeInteger(start) && start >= 0) return start;
  } catch {}
  return refuse(400, "Invalid value at 'token'.", "invalid");
}

export const permissions: Operations<"permissions"> = {
  get: {
    query: { language: text },
    respond: (call) => found(call.state.permissions, call.path("permissionId"), "permission"),
  },
};
