/** The transport of clients that are given none, where there is no Node. */
export { fetchTransport as defaultTransport } from "./fetch.js";
