import { createContext, useContext } from "react";
import * as format from "./format";

const PlacesContext = createContext<format.Places>({
  locale: "ja",
  zone: "Asia/Tokyo",
  currency: { code: "JPY", exponent: 0 },
});

/** Language, zone and currency of the shop for everything that is written below it. */
export const PlacesProvider = PlacesContext.Provider;
export const usePlaces = (): format.Places => useContext(PlacesContext);

// Looked up once a minute: a page asks for it dozens of times with each change.
const known = { minute: -1, days: new Map<string, string>() };

const todayIn = (zone: string): string => {
  const minute = Math.floor(Date.now() / 60_000);
  if (minute !== known.minute) known.days.clear();
  known.minute = minute;
  const day = known.days.get(zone) ?? format.dayOf(new Date().toISOString(), zone);
  known.days.set(zone, day);
  return day;
};

export const useToday = (): string => todayIn(usePlaces().zone);

// Null is what nobody knows.
export const Money = ({ value }: { value: number | null }) => {
  const places = usePlaces();
  if (value === null) return <span className="faint">{format.dash}</span>;
  return <span className="nowrap">{format.money(value, places)}</span>;
};

export const DateText = ({ value, short = false }: { value: string | null; short?: boolean }) => {
  const places = usePlaces();
  const today = useToday();
  if (value === null) return <span className="faint">{format.dash}</span>;
  const written = short ? format.shortDay(value, places.locale, today) : format.day(value, places.locale);
  return (
    <time dateTime={value} className="nowrap">
      {written}
    </time>
  );
};

export const InstantText = ({ value }: { value: string | null }) => {
  const places = usePlaces();
  return (
    <time dateTime={value ?? undefined} className="nowrap">
      {format.instant(value, places)}
    </time>
  );
};
