/** Components, which TypeScript does not read. */
declare module "*.vue" {
  const component: import("vue").Component;
  export default component;
}
