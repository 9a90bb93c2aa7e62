/** What is sent and received: the shapes of the two vendors' documents. */
export const enterpriseId = "LC00lwk1yg";
export const path = `/androidenterprise/v1/enterprises/${enterpriseId}/enrollmentTokens`;
export const listPath = "/admin/directory/v1.1beta1/customer/my_customer/chrome/enrollmentTokens?pageSize=100";
export const accessToken = `ya29.${"a0AfB_byC".repeat(18)}`;

export const body = { enrollmentTokenType: "userDevice", duration: "3600s" };

export const enrollmentToken = {
  kind: "androidenterprise#enrollmentToken",
  token: "QKRVJTNDLSHXWPZBAEGM",
  enrollmentTokenType: "userDevice",
  duration: "3600s",
};

export const hundredTokens = {
  kind: "admin#directory#chromeEnrollmentTokens",
  chromeEnrollmentTokens: Array.from({ length: 100 }, (_, index) => ({
    kind: "admin#directory#chromeEnrollmentToken",
    tokenPermanentId: `5d3f9a1c-7be2-4c1d-9a55-${String(index).padStart(12, "0")}`,
    token: `c0ffee00-1f2e-4d3c-8b4a-${String(index).padStart(12, "0")}`,
    customerId: "03az79cb",
    orgUnitPath: `/Sales/Laptops/${index}`,
    state: "active",
    creatorId: "100000000000000000001",
    createTime: "2026-01-15T09:30:00Z",
    expireTime: "2027-01-15T09:30:00Z",
    tokenType: "chromeBrowser",
  })),
};
