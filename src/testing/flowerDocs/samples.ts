/** What the emulated FlowerDocs holds at first. */
import type { Stored } from "./store.js";

const contract = { data: { classId: "ContractFolder", ACL: "everybody", owner: "jna" } };

/** The content of `file-1`. */
export const CONTRACT = {
  name: "contract.txt",
  type: "text/plain",
  bytes: new TextEncoder().encode("Contract of sale"),
};

export function initialObjects(): Record<string, Stored[]> {
  return {
    documents: [
      {
        id: "D1",
        name: "Contract of sale",
        category: "DOCUMENT",
        data: { classId: "Contract", ACL: "everybody", owner: "jna" },
        files: [{ id: "file-1", size: 0 }],
        currentVersion: true,
        versionSeriesId: "D1",
      },
    ],
    tasks: [{ id: "T1", name: "Sign", category: "TASK", data: { classId: "Signature", status: "NEW" } }],
    folders: [
      { id: "F1", name: "Contracts", category: "FOLDER", ...contract },
      { id: "F3", name: "Drafts", category: "FOLDER", ...contract },
    ],
    virtualFolders: [{ id: "V1", name: "My contracts", category: "VIRTUAL_FOLDER", data: { classId: "MyContracts" } }],
    documentClasses: [{ id: "Contract", category: "DOCUMENT", data: { ACL: "everybody" }, active: true }],
    acls: [{ id: "everybody", name: "Everybody" }],
    users: [
      { id: "jna", displayName: "Jane Nash", profiles: ["ADMIN"] },
      { id: "jdoe", displayName: "Jane Doe", profiles: [] },
    ],
    groups: [{ id: "lawyers", displayName: "Lawyers", members: ["jna"] }],
    stamps: [{ id: "S1", title: "Paid", type: "image/png", content: "iVBORw0KGgo=" }],
    scopes: [{ id: "ACME" }],
  };
}
