import { expect } from "vitest";
import { type Cases, ENTERPRISE, GMAIL, INVALID, NEWER, OTHER, UNKNOWN_FIELD } from "./case.js";

const PAGE = { ...ENTERPRISE, pageId: "p1" };
const CLUSTER = { ...PAGE, clusterId: "c1" };
const NAME = [{ locale: "en", text: "Work" }];

export const storelayoutpages: Cases<"storelayoutpages"> = {
  get: {
    async works({ emm }) {
      expect(await emm.storelayoutpages.get(PAGE)).toMatchObject({ id: "p1", link: ["p2"] });
    },
    refused: (emm) => emm.storelayoutpages.get({ ...ENTERPRISE, pageId: "p9" }),
  },
  list: {
    async works({ emm }) {
      expect((await emm.storelayoutpages.list(ENTERPRISE)).page.map(({ id }) => id)).toEqual(["p1", "p2"]);
    },
    refused: (emm) => emm.storelayoutpages.list(OTHER),
  },
  insert: {
    async works({ emm }) {
      const page = await emm.storelayoutpages.insert({ ...ENTERPRISE, name: NAME, link: ["p1", "not-yet"] });
      expect(await emm.storelayoutpages.get({ ...ENTERPRISE, pageId: page.id })).toEqual(page);
      expect((await emm.storelayoutclusters.list({ ...ENTERPRISE, pageId: page.id })).cluster).toEqual([]);
    },
    refused: (emm) => emm.storelayoutpages.insert({ ...OTHER, name: NAME }),
  },
  update: {
    async works({ emm }) {
      expect(await emm.storelayoutpages.update({ ...PAGE, name: NAME })).toEqual({ id: "p1", name: NAME });
      expect(await emm.storelayoutpages.get(PAGE)).toEqual({ id: "p1", name: NAME });
      expect((await emm.storelayoutclusters.list(PAGE)).cluster).toHaveLength(1);
    },
    refused: (emm) => emm.storelayoutpages.update({ ...PAGE, name: NAME, link: ["p1"] }),
    as: INVALID,
  },
  delete: {
    async works({ emm }) {
      expect(await emm.storelayoutpages.delete(PAGE)).toBeUndefined();
      expect((await emm.storelayoutpages.list(ENTERPRISE)).page).toMatchObject([{ id: "p2" }]);
      await expect(emm.storelayoutclusters.get(CLUSTER)).rejects.toMatchObject({ status: 404 });
    },
    refused: (emm) => emm.storelayoutpages.delete({ ...ENTERPRISE, pageId: "p9" }),
  },
};

export const storelayoutclusters: Cases<"storelayoutclusters"> = {
  get: {
    async works({ emm }) {
      expect(await emm.storelayoutclusters.get(CLUSTER)).toMatchObject({ id: "c1", productId: [GMAIL] });
    },
    refused: (emm) => emm.storelayoutclusters.get({ ...CLUSTER, pageId: "p2" }),
  },
  list: {
    async works({ emm }) {
      expect((await emm.storelayoutclusters.list(PAGE)).cluster).toMatchObject([{ id: "c1" }]);
      expect((await emm.storelayoutclusters.list({ ...ENTERPRISE, pageId: "p2" })).cluster).toEqual([]);
    },
    refused: (emm) => emm.storelayoutclusters.list({ ...ENTERPRISE, pageId: "p9" }),
  },
  insert: {
    async works({ emm }) {
      const params = { ...PAGE, name: NAME, orderInPage: "2", productId: [GMAIL] };
      const cluster = await emm.storelayoutclusters.insert(params);
      expect(cluster).toMatchObject({ name: NAME, orderInPage: "2", productId: [GMAIL] });
      expect(await emm.storelayoutclusters.get({ ...PAGE, clusterId: cluster.id })).toEqual(cluster);
    },
    refused: (emm) => emm.storelayoutclusters.insert({ ...PAGE, name: NAME, productId: [GMAIL, GMAIL] }),
    as: INVALID,
  },
  update: {
    async works({ emm }) {
      const cluster = await emm.storelayoutclusters.update({ ...CLUSTER, id: "c1", name: NAME });
      expect(cluster).toEqual({ id: "c1", name: NAME });
      expect(await emm.storelayoutclusters.get(CLUSTER)).toEqual(cluster);
    },
    refused: (emm) => emm.storelayoutclusters.update({ ...CLUSTER, name: NAME, id: "c2" }),
    as: INVALID,
  },
  delete: {
    async works({ emm }) {
      expect(await emm.storelayoutclusters.delete(CLUSTER)).toBeUndefined();
      expect((await emm.storelayoutclusters.list(PAGE)).cluster).toEqual([]);
    },
    refused: (emm) => emm.storelayoutclusters.delete({ ...PAGE, clusterId: "c9" }),
  },
};

const WEB_APP = { ...ENTERPRISE, webAppId: "app:com.google.enterprise.webapp.x1" };

export const webapps: Cases<"webapps"> = {
  get: {
    async works({ emm }) {
      expect(await emm.webapps.get(WEB_APP)).toMatchObject({
        title: "Timesheets",
        versionCode: "1",
        isPublished: true,
      });
    },
    refused: (emm) => emm.webapps.get({ ...ENTERPRISE, webAppId: "app:none" }),
  },
  list: {
    async works({ emm }) {
      expect((await emm.webapps.list(ENTERPRISE)).webApp).toMatchObject([{ webAppId: WEB_APP.webAppId }]);
    },
    refused: (emm) => emm.webapps.list(OTHER),
  },
  insert: {
    async works({ emm }) {
      const page = { title: "Rota", startUrl: "http://rota.example.com", displayMode: "minimalUi" } as const;
      const webApp = await emm.webapps.insert({ ...ENTERPRISE, ...page });
      expect(webApp).toMatchObject({ ...page, versionCode: "1" });
      expect(webApp.webAppId).toMatch(/^app:com\.google\.enterprise\.webapp\./);
      expect(await emm.webapps.get({ ...ENTERPRISE, webAppId: webApp.webAppId })).toEqual(webApp);
    },
    refused: (emm) =>
      emm.webapps.insert({ ...ENTERPRISE, startUrl: "http://rota.example.com", displayMode: "standalone" }),
    as: INVALID,
  },
  update: {
    async works({ emm }) {
      const icons = [{ imageData: "iVBORw0KGgo-_w" }];
      await emm.webapps.update({ ...WEB_APP, title: "Timesheets", icons });
      const webApp = await emm.webapps.update({ ...WEB_APP, title: "Hours" });
      expect(webApp).toEqual({
        webAppId: WEB_APP.webAppId,
        title: "Hours",
        icons,
        isPublished: true,
        versionCode: "3",
      });
      expect(await emm.webapps.get(WEB_APP)).toEqual(webApp);
    },
    refused: (emm) => emm.webapps.update({ ...WEB_APP, title: "Hours" }, NEWER),
    as: UNKNOWN_FIELD,
  },
  delete: {
    async works({ emm }) {
      expect(await emm.webapps.delete(WEB_APP)).toBeUndefined();
      expect((await emm.webapps.list(ENTERPRISE)).webApp).toEqual([]);
    },
    refused: (emm) => emm.webapps.delete({ ...ENTERPRISE, webAppId: "app:none" }),
  },
};
