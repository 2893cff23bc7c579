/** Where an authority's tile lies on the map, and the letters on it. */
export type Tile = { name: string; letters: string; x: number; y: number }

/**
 * England in tiles of equal size, row by row from north to south: the column, up to four letters, and the name as in authorities.csv. A tile lies as near to
 * its authority's neighbours as the others let it, London in the middle of the south-east.
 */
const rows = [
  '9 Nbl Northumberland',
  '8 New Newcastle upon Tyne|9 NTy North Tyneside',
  '7 Cum Cumberland|8 Gat Gateshead|9 STy South Tyneside',
  '7 WaF Westmorland and Furness|8 Dur County Durham|9 Sun Sunderland|10 Har Hartlepool',
  '6 Bpl Blackpool|7 Lan Lancashire|8 Dar Darlington|9 Sto Stockton-on-Tees|10 Mid Middlesbrough|11 Red Redcar and Cleveland',
  '7 BwD Blackburn with Darwen|8 NYk North Yorkshire|9 Yor York|10 ERY East Riding of Yorkshire',
  '4 Sef Sefton|5 Wig Wigan|6 Bol Bolton|7 Bur Bury|8 Roc Rochdale|9 Bra Bradford|10 Lee Leeds|11 Hul Kingston upon Hull',
  '3 Liv Liverpool|4 Kno Knowsley|5 StH St Helens|6 Sal Salford|7 Man Manchester|8 Old Oldham|9 Cal Calderdale|10 Wak Wakefield|11 NLi North Lincolnshire|12 NEL North East Lincolnshire',
  '3 Wir Wirral|4 Hal Halton|5 War Warrington|6 Tra Trafford|7 Stp Stockport|8 Tam Tameside|9 Kir Kirklees|10 Bar Barnsley|11 Don Doncaster',
  '4 ChW Cheshire West and Chester|5 ChE Cheshire East|6 SoT Stoke-on-Trent|7 Dby Derbyshire|8 She Sheffield|9 Rot Rotherham|10 Not Nottinghamshire|11 Lin Lincolnshire',
  '4 Shr Shropshire|5 Tel Telford and Wrekin|6 Sta Staffordshire|7 Der Derby|8 Ntm Nottingham|9 Lec Leicestershire|10 Rut Rutland|11 Pet Peterborough|12 Nor Norfolk',
  '5 Wol Wolverhampton|6 Wal Walsall|7 Bir Birmingham|8 Lei Leicester|9 NNo North Northamptonshire|10 Bed Bedford|11 Cam Cambridgeshire|12 Suf Suffolk',
  '5 Dud Dudley|6 San Sandwell|7 Sol Solihull|8 Cov Coventry|9 WNo West Northamptonshire|10 CBe Central Bedfordshire|11 Lut Luton|12 Ess Essex',
  '5 Her Herefordshire|6 Wor Worcestershire|7 Wrk Warwickshire|8 Oxf Oxfordshire|9 MK Milton Keynes|10 Hrt Hertfordshire|11 Enf Enfield|12 Thu Thurrock|13 Sou Southend-on-Sea',
  '5 SGl South Gloucestershire|6 Glo Gloucestershire|7 Swi Swindon|8 Buc Buckinghamshire|9 Hrw Harrow|10 Bnt Barnet|11 Hgy Haringey|12 WFo Waltham Forest',
  '4 Bri Bristol|5 WBe West Berkshire|6 Slo Slough|7 Hil Hillingdon|8 Eal Ealing|9 Bre Brent|10 Cmd Camden|11 Isl Islington|12 Hac Hackney|13 Rdb Redbridge|14 Hav Havering',
  '3 NSo North Somerset|4 BNS Bath and North East Somerset|5 Rea Reading|6 WaM Windsor and Maidenhead|7 Hou Hounslow|8 HaF Hammersmith and Fulham|9 KaC Kensington and Chelsea|10 Wes Westminster|11 CoL City of London|12 THa Tower Hamlets|13 Nwm Newham|14 BaD Barking and Dagenham',
  '3 Som Somerset|4 Wil Wiltshire|5 Wok Wokingham|6 BFo Bracknell Forest|7 Ric Richmond upon Thames|8 Wan Wandsworth|9 Lam Lambeth|10 Swk Southwark|11 Lew Lewisham|12 Gre Greenwich|13 Bex Bexley|14 Med Medway',
  '2 Dev Devon|3 Dor Dorset|4 BCP Bournemouth, Christchurch and Poole|5 Stn Southampton|6 Ham Hampshire|7 Sur Surrey|8 Kin Kingston upon Thames|9 Mer Merton|10 Sut Sutton|11 Cro Croydon|12 Bro Bromley|13 Ken Kent',
  '1 Cor Cornwall|2 Ply Plymouth|3 Tor Torbay|6 Por Portsmouth|7 WSx West Sussex|8 BaH Brighton and Hove|9 ESx East Sussex',
  '0 Sci Isles of Scilly|5 IoW Isle of Wight',
]

/** The tiles of all authorities that the map knows, by row and column. */
export const tileLayout: readonly Tile[] = rows.flatMap((row, y) =>
  row.split('|').map((entry) => {
    const [x = '', letters = '', ...words] = entry.split(' ')
    return { name: words.join(' '), letters, x: Number(x), y }
  }),
)

/** In tiles. */
export const mapSize = {
  width: Math.max(...tileLayout.map(({ x }) => x)) + 1,
  height: rows.length,
}
