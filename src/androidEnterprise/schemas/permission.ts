/** Permissions of apps. */
import { objectOf, type Schema, string } from "../../core/schema.js";

/** Something that an app may do only after an admin has consented. */
export interface Permission {
  /** Id of the permission. */
  permissionId: string;
  /** Display name. */
  name?: string;
  /** What the permission affects, in more detail than the name. */
  description?: string;
}

export const permissionSchema: Schema<Permission> = objectOf<Permission>()(
  () => ({
    permissionId: string,
    name: string,
    description: string,
  }),
  { permissionId: true },
);
