import DefaultTheme from "vitepress/theme";
import { defineAsyncComponent } from "vue";
import "./style.css";

export default {
  extends: DefaultTheme,
  enhanceApp({ app }: { app: import("vue").App }) {
    // Only its page loads the SDK.
    app.component(
      "SdkPlayground",
      defineAsyncComponent(() => import("./SdkPlayground.vue")),
    );
  },
};
