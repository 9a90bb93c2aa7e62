/** Parameters of an operation, made from its JSON Schema: all that it requires. */
import type { JsonSchema, Operation } from "tessera-sdk/operations";

type Fields = Record<string, unknown>;

const FILE = { name: "made.txt", path: "package.json" };

/** Where a rule that a schema cannot state decides. */
const BY_OPERATION: Readonly<Record<string, Fields>> = {
  "adobe-sso-service serviceTokens.create": { ssoId: "made" },
  "android-enterprise devices.setState": { accountState: "enabled" },
  "android-enterprise devices.update": { report: { lastUpdatedTimestampMillis: "1" } },
  "android-enterprise storelayoutclusters.update": { orderInPage: "1" },
  "android-enterprise storelayoutpages.update": { link: ["made"] },
  "android-enterprise users.update": { displayName: "made" },
  "android-enterprise webapps.update": { title: "made" },
  "chrome-directory browsers.annotate": { annotatedUser: "made" },
  "chrome-directory browsers.move": { orgUnitPath: "/Sales" },
  "chrome-directory enrollmentTokens.rotate": { orgUnitPath: "/Sales" },
  "flower-docs documents.createWithFiles": { files: [FILE] },
  "flower-docs documents.updateWithFiles": { document: { id: "made", name: "made", data: {} }, files: [FILE] },
  "flower-docs files.add": { file: FILE },
  "flower-docs temporaryFiles.upload": { file: FILE },
};

/** Fields that are the same wherever they are. */
const BY_NAME: Readonly<Record<string, unknown>> = {
  http: "GET /made",
  device: { id: "made", info: { model: "TV 5th Gen", osName: "tvOS" } },
};

export function madeParams(operation: Operation): Fields {
  const { service, id, params } = operation;
  const fields = params === null ? {} : (made(params, params, "") as Fields);
  return { ...fields, ...BY_OPERATION[`${service} ${id}`] };
}

function made(schema: JsonSchema, root: JsonSchema, name: string): unknown {
  if (schema.$ref !== undefined) {
    return made(schema.$ref === "#" ? root : (root.$defs?.[schema.$ref.replace("#/$defs/", "")] ?? {}), root, name);
  }
  if (BY_NAME[name] !== undefined) return BY_NAME[name];
  if (schema.const !== undefined) return schema.const;
  const [known] = schema.enum ?? schema.examples ?? [];
  if (known !== undefined) return known;
  if (schema.anyOf !== undefined && schema.type === undefined) return made(schema.anyOf[0] ?? {}, root, name);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "object") {
    const fields = (schema.required ?? []).map((each) => [each, made(schema.properties?.[each] ?? {}, root, each)]);
    return Object.fromEntries(fields);
  }
  if (type === "array") return [made(schema.items ?? {}, root, name)];
  if (type === "integer" || type === "number") return schema.minimum ?? 1;
  if (type === "boolean") return true;
  return schema.format === "date-time" ? "2026-01-01T00:00:00Z" : "made";
}
