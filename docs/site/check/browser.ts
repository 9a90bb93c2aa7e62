/** The site in a browser: every page, the search, the programs of the playground, and pictures to look at. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { OUT } from "../content/paths.js";
import { allPages } from "./pages.js";

/** Debian's package `chromium-headless-shell`. */
const EXECUTABLE = "/usr/bin/chromium-headless-shell";

/** Words, and a page that a search for them has to find. */
const SEARCHES: readonly (readonly [words: string, page: string])[] = [
  ["enrollment token expires", "/operations/chrome-directory/enrollmentTokens.create"],
  ["outcome unknown", "/guide/retries"],
  ["bulk journal", "/guide/bulk"],
  ["emulator clock", "/guide/testing"],
  ["unenroll", "/operations/android-enterprise/enterprises.unenroll"],
  ["softwareStatement", "/guide/adobe-pass"],
  ["preauthorize", "/operations/adobe-pass/decisions.preauthorize"],
  ["proxy certificate", "/guide/proxies"],
  ["exit code", "/guide/command-line"],
  ["tokens.validate", "/operations/flower-docs/tokens.validate"],
];

/** What each program of the playground prints at its end. */
const PROGRAMS: Readonly<Record<string, RegExp>> = {
  "A token that expires": /an hour later, it is expired$/,
  "A call with faults": /without faults: \w+\n→ POST .*|without faults: /,
  "A lost response": /outcome unknown: true$/,
  "A bulk run": /row 5 done /,
};

/** @param url of the site. @returns what was seen. @throws An error that names what is wrong. */
export async function checkInBrowser(url: string): Promise<string[]> {
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: ["--no-sandbox"] });
  try {
    return [
      await checkSearch(browser, url),
      await checkPlayground(browser, url),
      await takePictures(browser, url),
      await checkAllPages(browser, url),
    ];
  } finally {
    await browser.close();
  }
}

/** Opens a page whose errors and foreign requests are collected. */
async function watchedPage(browser: Browser, url: string, options = {}): Promise<{ page: Page; faults: string[] }> {
  const page = await browser.newPage(options);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on("request", (request) => {
    const to = request.url();
    if (!to.startsWith(`${url}/`) && !/^(?:data|blob):/.test(to)) faults.push(`${page.url()} requests ${to}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${page.url()}: ${response.status()} for ${response.url()}`);
  });
  return { page, faults };
}

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`${faults.length} faults:\n${faults.slice(0, 20).join("\n")}`);
}

/** Several at a time: a page is little work. */
const TABS = 4;

async function checkAllPages(browser: Browser, url: string): Promise<string> {
  const paths = allPages();
  const rest = [...paths];
  const empty: string[] = [];
  const tabs = Array.from({ length: TABS }, async () => {
    const { page, faults } = await watchedPage(browser, url);
    for (let path = rest.pop(); path !== undefined; path = rest.pop()) {
      await page.goto(url + path, { waitUntil: "load" });
      // What was rendered before is replaced by the application, unless that fails.
      await page.waitForFunction("document.querySelector('#app')?.__vue_app__ !== undefined");
      if (!(await page.locator("h1").first().textContent())) empty.push(`${path} has no title`);
    }
    await page.close();
    return faults;
  });
  refuse([...(await Promise.all(tabs)).flat(), ...empty]);
  return `${paths.length} pages without an error or a foreign request`;
}

async function checkSearch(browser: Browser, url: string): Promise<string> {
  const { page, faults } = await watchedPage(browser, url);
  await page.goto(`${url}/`);
  await page.getByRole("button", { name: "Search" }).first().click();
  for (const [words, expected] of SEARCHES) {
    await page.locator("#localsearch-input").fill(words);
    try {
      await page.locator(`#localsearch-list a[href^="${expected}"]`).first().waitFor({ timeout: 10_000 });
    } catch {
      faults.push(`a search for ${words} does not find ${expected}`);
    }
  }
  refuse(faults);
  return `${SEARCHES.length} searches`;
}

async function checkPlayground(browser: Browser, url: string): Promise<string> {
  const { page, faults } = await watchedPage(browser, url);
  await page.goto(`${url}/playground`);
  for (const [name, expected] of Object.entries(PROGRAMS)) {
    await page.getByRole("tab", { name }).click();
    const output = await run(page);
    if (!expected.test(output)) faults.push(`${name} prints:\n${output}`);
    if (!/^→ (?:GET|POST) \//m.test(output)) faults.push(`${name} shows no request`);
    if (/^\w*Error: /m.test(output)) faults.push(`${name} fails:\n${output}`);
  }
  await page.getByLabel("Program", { exact: true }).fill('import { nothing } from "tessera-sdk/nothing";');
  const output = await run(page);
  if (!output.includes("There is no tessera-sdk/nothing")) faults.push(`an edited program prints ${output}`);
  refuse(faults);
  return `${Object.keys(PROGRAMS).length} programs, and an edited one`;
}

async function run(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page
    .getByRole("button", { name: "Run", exact: true })
    .and(page.locator(":enabled"))
    .waitFor({ timeout: 20_000 });
  return (await page.getByRole("log").locator("div").allTextContents()).join("\n");
}

/** In light and dark, and on a phone, where nothing may be wider than the screen. */
async function takePictures(browser: Browser, url: string): Promise<string> {
  const pages = [
    "/",
    "/guide/retries",
    "/operations/chrome-directory/enrollmentTokens.create",
    "/examples/demo",
    "/playground",
  ];
  const looks = {
    light: { colorScheme: "light" },
    dark: { colorScheme: "dark" },
    phone: { viewport: { width: 400, height: 800 } },
  };
  const folder = join(OUT, "pictures");
  await mkdir(folder, { recursive: true });
  const wide: string[] = [];
  for (const [look, options] of Object.entries(looks)) {
    const { page, faults } = await watchedPage(browser, url, options);
    for (const path of pages) {
      await page.goto(url + path, { waitUntil: "networkidle" });
      await page.screenshot({ path: join(folder, `${path.replaceAll("/", "_")}-${look}.png`) });
      const excess = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
      if (Number(excess) > 0) wide.push(`${path} is ${excess} pixels wider than the screen (${look})`);
    }
    wide.push(...faults);
  }
  refuse(wide);
  return `${pages.length} pages in ${Object.keys(looks).length} looks, in ${folder}`;
}
