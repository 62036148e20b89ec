import "@mantine/core/styles.css";
import "@/ui/tokens.css";
import "@/ui/base.css";
import "@/ui/widgets.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { carryLanguage } from "@/api/client";
import { queries, router } from "@/app/router";
import { setLanguage, storedLanguage, useT } from "@/i18n";
import { UiRoot } from "@/ui/theme";

carryLanguage(storedLanguage());
void setLanguage(storedLanguage());

const place = document.getElementById("root");
if (place === null) throw new Error("index.html lost its #root");
const Root = () => {
  const t = useT();
  return (
    <UiRoot close={t("help.close")}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </UiRoot>
  );
};
createRoot(place).render(
  <StrictMode>
    <Root />
  </StrictMode>,
);
