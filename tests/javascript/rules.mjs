// Prints when many rules are open: reads [{hours, first, last}, ...] as JSON, moments as seconds since 1970, and
// prints [[start, end], ...] for each.
//   node rules.mjs < rules.json   (in the zone of TZ; holidays of metropolitan France)
import { readFileSync } from "node:fs";
import OpeningHours from "opening_hours";

const place = { lat: 0, lon: 0, address: { country_code: "fr", state: "Île-de-France" } };
const times = ({ hours, first, last }) =>
  new OpeningHours(hours, place)
    .getOpenIntervals(new Date(first * 1000), new Date(last * 1000))
    .map(([start, stop]) => [start / 1000, stop / 1000]);
console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(times)));
