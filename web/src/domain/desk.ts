import { useSessionStorage } from "@/ui";

export type OpenTab = { id: number; name: string };

/** The customers open at the desk, oldest first, at most eight; kept while the browser tab lives. */
export const useDesk = () => {
  const [tabs, setTabs] = useSessionStorage<OpenTab[]>({
    key: "tsunagi-desk",
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  const open = (tab: OpenTab): void =>
    setTabs((now) => {
      const known = now.find((each) => each.id === tab.id);
      if (known?.name === tab.name) return now;
      if (known !== undefined) return now.map((each) => (each.id === tab.id ? tab : each));
      return [...now, tab].slice(-8);
    });
  const close = (id: number): void => setTabs((now) => now.filter((tab) => tab.id !== id));
  return { tabs, open, close };
};
