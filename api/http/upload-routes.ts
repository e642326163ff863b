/** Routes whose body is a file as it is, read as it arrives; each has its own limit. */
const UPLOAD_ROUTES: ReadonlySet<string> = new Set(["/api/v1/revenue/import"]);

const FILE_TYPES = /^text\/(csv|tab-separated-values)\s*(;|$)/i;

/** True of a route that takes a file as its body. */
export function takesUpload(path: string): boolean {
  return UPLOAD_ROUTES.has(path);
}

/** True of the types of such a body. A browser sends none of them to another site without asking it first. */
export function isUploadType(contentType: string): boolean {
  return FILE_TYPES.test(contentType);
}
