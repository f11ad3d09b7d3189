import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { unescapeTerraform } from "../../support/synth";
import { mirrorUrl } from "./places";

/** The objects in a stack's Terraform JSON, and their URLs. */
export interface StoresJson {
  readonly resource: {
    readonly aws_s3_object?: Readonly<
      Record<string, { readonly key: string; readonly content?: string; readonly content_base64?: string }>
    >;
    readonly openstack_objectstorage_object_v1?: Readonly<
      Record<string, { readonly name: string; readonly content?: string }>
    >;
    readonly openstack_objectstorage_tempurl_v1?: Readonly<Record<string, { readonly object: string }>>;
  };
}

const place = (stack: string, key: string) => `store/${stack}/${key}`;

/** Replaces the locations of objects by the mirror, as the lab has neither S3 nor Swift. */
export function fromMirror(text: string, stack: string, { resource }: StoresJson): string {
  return text
    .replace(
      /s3:\/\/\$\{[^}]+\}\/bundle\.json\?versionId=\$\{[^}]+\}/g,
      `${mirrorUrl}/${place(stack, "bundle.json")}`,
    )
    .replace(/'?s3:\/\/\$\{[^}']+\}\/([^'\s]+)'?/g, (_, key) => `${mirrorUrl}/${place(stack, key)}`)
    .replace(/\$\{openstack_objectstorage_tempurl_v1\.([\w-]+)\.url\}/g, (_, id) => {
      const { object } = resource.openstack_objectstorage_tempurl_v1![id]!;
      return `${mirrorUrl}/${place(stack, object)}`;
    });
}

/** Path of an object's file. */
export const stored = (mirror: string, stack: string, key: string): string =>
  path.join(mirror, place(stack, key));

/** Stores an object for {@link fromMirror}. */
export function store(mirror: string, stack: string, key: string, content: string): void {
  const file = stored(mirror, stack, key);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** Stores a stack's objects. */
export function storeAll(mirror: string, stack: string, file: string): void {
  const { resource } = JSON.parse(readFileSync(file, "utf8")) as StoresJson;
  const objects = [
    ...Object.values(resource.aws_s3_object ?? {}),
    ...Object.values(resource.openstack_objectstorage_object_v1 ?? {}).map(({ name, content }) => ({
      key: name,
      content,
      content_base64: undefined,
    })),
  ];
  for (const { key, content, content_base64: compressed } of objects) {
    if (content !== undefined) store(mirror, stack, key, unescapeTerraform(content));
    else if (compressed !== undefined)
      store(mirror, stack, key, gunzipSync(Buffer.from(compressed, "base64")).toString());
    else throw new Error(`${stack}: ${key} has no content`);
  }
}
