/** The time zones that this browser knows by their ids, the reader's own first. Some browsers leave UTC out of their list. */
export function timeZones(): readonly [own: string, ...others: string[]] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  const others = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])
  // The reader's own may have a newer name than the list has.
  return [own, ...[...others].filter((zone) => nowCalled(zone) !== nowCalled(own))]
}

/** Ids that some browsers still list under a name that the place no longer has, or has never written like that. */
const renamed: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Asuncion': 'America/Asunción',
  'America/Bogota': 'America/Bogotá',
  'America/Cancun': 'America/Cancún',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Curacao': 'America/Curaçao',
  'America/Godthab': 'America/Nuuk',
  'America/Sao_Paulo': 'America/São_Paulo',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh_City',
  'Asia/Ho_Chi_Minh': 'Asia/Ho_Chi_Minh_City',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
}

/** What people type who look for a zone named after another place: large cities, their country, the everyday name of the time. */
const alsoFoundBy: Readonly<Record<string, string>> = {
  'Africa/Cairo': 'Alexandria, Egypt',
  'Africa/Johannesburg': 'Cape Town, Durban, Pretoria, South Africa',
  'Africa/Lagos': 'Abuja, Nigeria, West Africa Time',
  'Africa/Nairobi': 'Mombasa, Kenya, East Africa Time',
  'America/Argentina/Buenos_Aires': 'Argentina',
  'America/Bogotá': 'Medellín, Cali, Colombia',
  'America/Buenos_Aires': 'Córdoba, Rosario, Argentina',
  'America/Chicago': 'Austin, Dallas, Houston, Minneapolis, San Antonio, New Orleans, USA, Central Time, CST, CDT',
  'America/Denver': 'Salt Lake City, Boulder, USA, Mountain Time, MST, MDT',
  'America/Halifax': 'Atlantic Time, Canada, AST, ADT',
  'America/Lima': 'Peru',
  'America/Los_Angeles':
    'San Francisco, Bay Area, Silicon Valley, Seattle, San Diego, San José, Portland, Las Vegas, USA, Pacific Time, PST, PDT',
  'America/Mexico_City': 'Guadalajara, Puebla, Mexico',
  'America/New_York': 'Boston, Washington, Philadelphia, Atlanta, Miami, Pittsburgh, NYC, USA, Eastern Time, EST, EDT',
  'America/Santiago': 'Chile',
  'America/São_Paulo': 'Rio de Janeiro, Brasília, Belo Horizonte, Curitiba, Porto Alegre, Brazil',
  'America/Toronto': 'Montréal, Ottawa, Québec, Waterloo, Canada, Eastern Time',
  'America/Vancouver': 'Victoria, Canada, Pacific Time',
  'Asia/Bangkok': 'Thailand, Phuket',
  'Asia/Dhaka': 'Chittagong, Bangladesh',
  'Asia/Dubai': 'Abu Dhabi, Sharjah, United Arab Emirates, UAE',
  'Asia/Ho_Chi_Minh_City': 'Hanoi, Da Nang, Vietnam',
  'Asia/Hong_Kong': 'Kowloon',
  'Asia/Jakarta': 'Bandung, Surabaya, Indonesia',
  'Asia/Jerusalem': 'Tel Aviv, Haifa, Israel',
  'Asia/Karachi': 'Lahore, Islamabad, Pakistan',
  'Asia/Kolkata':
    'Mumbai, Bombay, Delhi, New Delhi, Bangalore, Bengaluru, Hyderabad, Chennai, Pune, Gurgaon, Gurugram, Noida, Ahmedabad, India, IST',
  'Asia/Kuala_Lumpur': 'Penang, Malaysia',
  'Asia/Manila': 'Cebu, Quezon City, Philippines',
  'Asia/Riyadh': 'Jeddah, Mecca, Saudi Arabia',
  'Asia/Seoul': 'Busan, Korea',
  'Asia/Shanghai': 'Beijing, Shenzhen, Guangzhou, Hangzhou, Chengdu, China',
  'Asia/Taipei': 'Taiwan',
  'Asia/Tokyo': 'Osaka, Kyoto, Nagoya, Yokohama, Fukuoka, Japan',
  'Australia/Brisbane': 'Gold Coast, Queensland',
  'Australia/Sydney': 'Canberra, Australia',
  'Europe/Amsterdam': 'Rotterdam, The Hague, Utrecht, Eindhoven, Netherlands',
  'Europe/Athens': 'Thessaloniki, Greece',
  'Europe/Berlin':
    'Munich, München, Hamburg, Cologne, Köln, Frankfurt, Stuttgart, Düsseldorf, Leipzig, Germany, Central European Time, CET, CEST',
  'Europe/Brussels': 'Antwerp, Ghent, Belgium',
  'Europe/Bucharest': 'Cluj, Romania',
  'Europe/Copenhagen': 'Aarhus, Denmark',
  'Europe/Dublin': 'Cork, Galway, Ireland',
  'Europe/Helsinki': 'Espoo, Tampere, Finland',
  'Europe/Istanbul': 'Ankara, Izmir, Turkey, Türkiye',
  'Europe/Kyiv': 'Lviv, Kharkiv, Odesa, Ukraine',
  'Europe/Lisbon': 'Porto, Portugal',
  'Europe/London':
    'Manchester, Edinburgh, Glasgow, Birmingham, Bristol, Cambridge, Oxford, England, Scotland, UK, GMT, BST',
  'Europe/Madrid': 'Barcelona, Valencia, Seville, Spain',
  'Europe/Moscow': 'Saint Petersburg, Russia',
  'Europe/Oslo': 'Bergen, Norway',
  'Europe/Paris': 'Lyon, Marseille, Toulouse, Lille, France',
  'Europe/Prague': 'Brno, Czechia',
  'Europe/Rome': 'Milan, Milano, Turin, Naples, Bologna, Italy',
  'Europe/Stockholm': 'Gothenburg, Malmö, Sweden',
  'Europe/Vienna': 'Graz, Linz, Salzburg, Austria',
  'Europe/Warsaw': 'Kraków, Wrocław, Gdańsk, Poland',
  'Europe/Zurich': 'Geneva, Basel, Bern, Lausanne, Switzerland',
  'Pacific/Auckland': 'Wellington, Christchurch, New Zealand',
  'Pacific/Honolulu': 'Hawaii',
}

const nowCalled = (zone: string): string => renamed[zone] ?? zone

/** A zone as people call it: by its place, with what that is part of where the id says so. `Asia/Calcutta` is Kolkata. */
export function zoneName(zone: string): string {
  const [, ...places] = nowCalled(zone).split('/')
  return places.length === 0 ? zone : places.reverse().join(', ').replaceAll('_', ' ')
}

/** What a zone is found by besides its name: the id, old and new, and other places that keep its time. */
export function zoneWords(zone: string): string {
  return `${zone.replaceAll('_', ' ')} ${alsoFoundBy[nowCalled(zone)] ?? ''}`.trimEnd()
}

/** How far a zone's clocks are from UTC at a moment: `GMT+5:30`. */
export function zoneOffset(zone: string, at: Date): string {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' })
  return format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
}
