const response = await fetch(`${process.argv[2]}/androidenterprise/v1/enterprises/LC00lwk1yg/enrollmentTokens`, {
  method: "POST",
  headers: { authorization: "Bearer ya29.example", "content-type": "application/json" },
  body: JSON.stringify({ enrollmentTokenType: "userDevice", duration: "3600s" }),
});
const { token } = await response.json();
process.exit(token ? 0 : 1);
