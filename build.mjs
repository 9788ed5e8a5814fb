// Builds app/static/dist: one sheet, the scripts in pieces, names with a hash, a manifest, and a .gz beside each file.
// Pages work without it: the manifest's reader falls back to the sources.
import { readFile, rm, writeFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const source = join(import.meta.dirname, "app", "static");
const target = process.argv[2] ?? join(source, "dist");

await rm(target, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: [join(source, "css", "site.css"), join(source, "js", "main.js")],
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  outdir: target,
  absWorkingDir: import.meta.dirname,
  bundle: true,
  minify: true,
  splitting: true,
  metafile: true,
  format: "esm",
  target: ["chrome99", "firefox97", "safari15.4"],
  legalComments: "none",
  logLevel: "warning",
});

const manifest = {};
for (const [file, { entryPoint }] of Object.entries(metafile.outputs)) {
  if (entryPoint && /\/(css\/site\.css|js\/main\.js)$/.test(entryPoint)) {
    manifest[relative(source, join(import.meta.dirname, entryPoint)).replaceAll("\\", "/")] = basename(file);
  }
  const path = join(target, basename(file));
  await writeFile(`${path}.gz`, gzipSync(await readFile(path), { level: 9 }));
}
await writeFile(join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
