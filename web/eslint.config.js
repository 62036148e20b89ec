import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "dist",
      "node_modules",
      "src/api/schema.d.ts",
      "public",
      "e2e",
      "dev",
      "*.config.js",
      "types.mjs",
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    plugins: { "react-hooks": hooks },
    rules: {
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      // A number in a template string reads as a number.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `onClick={() => open(row)}` is the idiom of the framework.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // Event handlers of the framework take async functions; failures surface in the mutation.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      // The router throws redirects by design.
      "@typescript-eslint/only-throw-error": "off",
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: ["@mantine/*"], message: "Features use @/ui; only ui knows the widget library." },
          ],
        },
      ],
    },
  },
  { files: ["src/ui/**", "src/main.tsx"], rules: { "no-restricted-imports": "off" } },
  {
    files: ["src/features/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: ["@mantine/*"], message: "Features use @/ui; only ui knows the widget library." },
            { group: ["@/features/*", "@/app/*"], message: "Features never import each other." },
          ],
        },
      ],
    },
  },
);
