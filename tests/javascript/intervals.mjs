// Prints when hours are open in a place of France: [[start, end], ...] in seconds since 1970, as JSON.
// node intervals.mjs "Mo-Fr 08:30-17:00; PH off" Mayotte 2024 2036   (whole years, in the zone of TZ)
import OpeningHours from "opening_hours";

const [hours, state, first, end] = process.argv.slice(2);
const place = { lat: 0, lon: 0, address: { country_code: "fr", state } };
const open = new OpeningHours(hours, place).getOpenIntervals(new Date(+first, 0, 1), new Date(+end, 0, 1));
console.log(JSON.stringify(open.map(([start, stop]) => [start / 1000, stop / 1000])));
