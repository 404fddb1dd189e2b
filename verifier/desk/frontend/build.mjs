// Builds what the pages load (verifier/desk/static/dist) and lays out the fonts of the statements (build/fonts).
// Run from the root of the repository by `npm run build`.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import * as esbuild from "esbuild";
import * as sass from "sass";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../../..");
const dist = join(root, "verifier/desk/static/dist");
const fonts = join(root, "build/fonts");

for (const folder of [dist, fonts]) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

// Without source maps: the manifest storage stops on a map that is not shipped.
const { css } = sass.compile(join(here, "app.scss"), {
  loadPaths: [join(root, "node_modules")],
  style: "compressed",
  quietDeps: true,
});
writeFileSync(join(dist, "app.css"), css);

await esbuild.build({
  entryPoints: { app: join(here, "app.mjs"), uploads: join(here, "uploads.mjs"), hashing: join(here, "hashing.worker.mjs") },
  outdir: dist,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  legalComments: "none",
});

cpSync(join(here, "images"), join(dist, "assets"), { recursive: true });

// The bytes of a statement depend on its fonts: nothing else may lie in this folder.
const families = join(root, "node_modules/@expo-google-fonts");
for (const [family, name] of [["noto-sans", "NotoSans"], ["noto-sans-sc", "NotoSansSC"]]) {
  for (const weight of ["400Regular", "700Bold"]) {
    cpSync(join(families, family, weight, `${name}_${weight}.ttf`), join(fonts, `${name}_${weight}.ttf`));
  }
  cpSync(join(families, family, "LICENSE_FONT"), join(fonts, `${name}-OFL.txt`));
}
