import { request } from "undici";

const url = `${process.argv[2]}/androidenterprise/v1/enterprises/LC00lwk1yg/enrollmentTokens`;
const response = await request(url, {
  method: "POST",
  headers: { authorization: "Bearer ya29.example", "content-type": "application/json" },
  body: JSON.stringify({ enrollmentTokenType: "userDevice", duration: "3600s" }),
});
const { token } = JSON.parse(await response.body.text());
process.exit(token ? 0 : 1);
