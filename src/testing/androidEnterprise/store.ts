/** `storelayoutpages` and `storelayoutclusters`. */
import type { StoreCluster } from "../../androidEnterprise/schemas/storeCluster.js";
import type { StorePage } from "../../androidEnterprise/schemas/storePage.js";
import { refuse } from "../google.js";
import { STORE_CLUSTER, STORE_PAGE } from "./bodies.js";
import { type Call, checkSame, found, listed, type Operations } from "./call.js";
import { random, type StoredPage } from "./state.js";

const pageOf = (call: Call): StoredPage => found(call.enterprise.pages, call.path("pageId"), "page");
const clusterOf = (call: Call): StoreCluster => found(pageOf(call).clusters, call.path("clusterId"), "cluster");

export const storelayoutpages: Operations<"storelayoutpages"> = {
  get: { respond: (call) => pageOf(call).page },
  list: {
    respond: (call) =>
      listed(
        "page",
        [...call.enterprise.pages.values()].map(({ page }) => page),
      ),
  },
  insert: {
    body: STORE_PAGE,
    respond(call) {
      const page = pageFrom(call, random());
      call.enterprise.pages.set(page.id, { page, clusters: new Map() });
      return page;
    },
  },
  update: {
    body: STORE_PAGE,
    respond(call) {
      const stored = pageOf(call);
      const { id } = stored.page;
      checkSame(call.body<StorePage>().id, id, "id");
      stored.page = pageFrom(call, id);
      return stored.page;
    },
  },
  delete: {
    respond(call) {
      call.enterprise.pages.delete(pageOf(call).page.id);
      return undefined;
    },
  },
};

/** The body as a page. Google does not check that its links or the homepage exist. */
function pageFrom(call: Call, id: string): StorePage {
  const { name, link = [] } = call.body<StorePage>();
  checkName(name);
  if (link.includes(id)) refuse(400, "A page cannot link to itself.", "invalid");
  return { ...call.body<StorePage>(), id };
}

export const storelayoutclusters: Operations<"storelayoutclusters"> = {
  get: { respond: clusterOf },
  list: {
    respond(call) {
      const clusters = [...pageOf(call).clusters.values()];
      return listed("cluster", clusters);
    },
  },
  insert: {
    body: STORE_CLUSTER,
    respond(call) {
      const { clusters } = pageOf(call);
      const cluster = clusterFrom(call, random());
      clusters.set(cluster.id, cluster);
      return cluster;
    },
  },
  update: {
    body: STORE_CLUSTER,
    respond(call) {
      const { id } = clusterOf(call);
      checkSame(call.body<StoreCluster>().id, id, "id");
      const cluster = clusterFrom(call, id);
      pageOf(call).clusters.set(id, cluster);
      return cluster;
    },
  },
  delete: {
    respond(call) {
      pageOf(call).clusters.delete(clusterOf(call).id);
      return undefined;
    },
  },
};

function clusterFrom(call: Call, id: string): StoreCluster {
  const { name, productId = [] } = call.body<StoreCluster>();
  checkName(name);
  if (new Set(productId).size < productId.length) refuse(400, "A product is given more than once.", "invalid");
  return { ...call.body<StoreCluster>(), id };
}

function checkName(name: readonly unknown[] = []): void {
  if (name.length === 0) refuse(400, "Missing required field: name", "required");
}
