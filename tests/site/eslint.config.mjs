// What is wrong in a script without running it: names that nothing gives, and names that nothing uses.

const browser = [
  "addEventListener", "atob", "btoa", "CSS", "CSSStyleSheet", "document", "DOMParser", "fetch", "getComputedStyle", "history", "innerHeight", "innerWidth", "IntersectionObserver",
  "localStorage", "location", "matchMedia", "MessageChannel", "navigator", "performance", "requestAnimationFrame", "requestIdleCallback", "scrollBy", "scrollTo",
  "setTimeout", "clearTimeout", "setInterval", "clearInterval", "sessionStorage", "TextDecoder", "TextEncoder", "URL", "URLSearchParams",
];

export default [
  {
    languageOptions: {
      ecmaVersion: 2023,
      sourceType: "script",
      globals: Object.fromEntries([...browser, "promulgate"].map((name) => [name, "readonly"])),
    },
    rules: {
      "no-undef": "error",
      "no-unused-vars": "error",
      "no-redeclare": ["error", { builtinGlobals: false }],
      "no-shadow-restricted-names": "error",
      "no-unreachable": "error",
      "prefer-const": ["error", { destructuring: "all" }],
      eqeqeq: "error",
    },
  },
];
