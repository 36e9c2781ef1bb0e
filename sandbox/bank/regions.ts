type Words = readonly [string, ...string[]];

/** A part of the world the bank has customers in. */
export interface Region {
  readonly country: string;
  readonly given: Words;
  readonly family: Words;
  /** Family name first, as people there write it. */
  readonly familyFirst?: true;
  readonly cities: Words;
  readonly streets: Words;
  /** E.164; `#` is any digit, `*` a digit from 2 to 9. */
  readonly phone: string;
}

const words = (first: string, ...rest: string[]): Words => [first, ...rest];

export const regions: readonly [Region, ...Region[]] = [
  {
    country: 'ES',
    given: words('Lucía', 'Íñigo', 'María José', 'Álvaro', 'Begoña', 'José Luis', 'Nuria'),
    family: words('García Márquez', 'Núñez', 'Fernández', 'Ibáñez Soler', 'Castro', 'Peña', 'Alvarez'),
    cities: words('Valencia', 'Sevilla', 'Bilbao', 'Logroño'),
    streets: words('Calle Mayor', 'Avenida del Puerto', 'Calle de la Peña'),
    phone: '+346########',
  },
  {
    country: 'GB',
    given: words('Olivia', 'George', 'Zoë', 'Harry', 'Priya', 'Callum', 'Siân', 'John'),
    family: words('Smith', 'Clarke', "O'Donnell", 'Whitfield', 'Taylor-Jones', 'Patel', 'Brontë'),
    cities: words('Leeds', 'Bristol', 'Cardiff', 'Norwich'),
    streets: words('Station Road', 'Mill Lane', 'Church Street'),
    phone: '+4474########',
  },
  {
    country: 'IE',
    given: words('Aoife', 'Seán', 'Niamh', 'Oisín', 'Róisín', 'Conor'),
    family: words("O'Brien", 'Murphy', 'Ní Dhomhnaill', 'McCarthy', "O'Sullivan", 'Byrne'),
    cities: words('Cork', 'Galway', 'Dún Laoghaire'),
    streets: words('Patrick Street', 'Shop Street', 'Marine Road'),
    phone: '+35387#######',
  },
  {
    country: 'US',
    given: words('Ashley', 'Marcus', 'Hannah', 'Tyrone', 'Emily', 'Diego', 'John'),
    family: words('Smith', 'Johnson', 'Washington', 'Rivera', 'Van Dyke', 'Kowalski', "D'Angelo"),
    cities: words('Boston', 'Chicago', 'San José', 'Austin'),
    streets: words('Main Street', 'Oak Avenue', 'Lakeview Drive'),
    phone: '+1617*######',
  },
  {
    country: 'DE',
    given: words('Jürgen', 'Anna', 'Björn', 'Käthe', 'Lukas', 'Sören', 'Anna-Lena'),
    family: words('Müller', 'Groß', 'Schröder', 'von der Heide', 'Weiß', 'Brandt', 'Müller-Lüdenscheidt'),
    cities: words('Bremen', 'Köln', 'Göttingen', 'München'),
    streets: words('Goethestraße', 'Am Mühlbach', 'Lindenallee'),
    phone: '+49151########',
  },
  {
    country: 'FR',
    given: words('Chloé', 'Jean-Baptiste', 'Éloïse', 'Gaël', 'Anaïs', 'François'),
    family: words('Lefèvre', "d'Aubigné", 'Moreau', 'Béranger', 'Le Goff', 'Çelebi'),
    cities: words('Lyon', 'Nîmes', 'Besançon', 'Saint-Étienne'),
    streets: words('Rue de la République', "Allée de l'Église", 'Rue Molière'),
    phone: '+3361#######',
  },
  {
    country: 'NL',
    given: words('Sanne', 'Daan', 'Fenna', 'Jeroen', 'Maaike', 'Willem-Jan'),
    family: words('de Vries', "van 't Hof", 'van den Berg', 'Bakker', 'IJsselstein', 'Jansen'),
    cities: words('Utrecht', "'s-Hertogenbosch", 'Groningen'),
    streets: words('Oudegracht', 'Dorpsstraat', 'Molenweg'),
    phone: '+3161#######',
  },
  {
    country: 'PL',
    given: words('Łukasz', 'Agnieszka', 'Żaneta', 'Michał', 'Małgorzata', 'Paweł'),
    family: words('Wójcik', 'Wiśniewska', 'Żółć', 'Kowalski', 'Dąbrowska', 'Łęcki'),
    cities: words('Kraków', 'Łódź', 'Gdańsk'),
    streets: words('ulica Długa', 'aleja Róż', 'ulica Świętojańska'),
    phone: '+48601######',
  },
  {
    country: 'VN',
    given: words('Văn An', 'Thị Hương', 'Minh Đức', 'Thị Bích Ngọc', 'Quốc Bảo'),
    family: words('Nguyễn', 'Trần', 'Phạm', 'Lê', 'Đặng'),
    familyFirst: true,
    cities: words('Hà Nội', 'Đà Nẵng', 'Cần Thơ'),
    streets: words('Phố Huế', 'Đường Lê Lợi', 'Đường Trần Phú'),
    phone: '+8490#######',
  },
  {
    country: 'JP',
    given: words('Haruto', 'Yūki', 'Sakura', 'Kōji', 'Aiko', 'Ken'),
    family: words('Tanaka', 'Satō', 'Itō', 'Yamamoto', 'Kobayashi', 'Ōno'),
    cities: words('Osaka', 'Sendai', 'Kyōto'),
    streets: words('Midōsuji', 'Aoba-dōri', 'Shijō-dōri'),
    phone: '+8190********',
  },
  {
    country: 'IN',
    given: words('Aarav', 'Ananya', 'Vikram', 'Lakshmi', 'Rohan', 'Meera'),
    family: words('Sharma', 'Iyer', 'Patel', 'Krishnamurthy', 'Das', 'Singh'),
    cities: words('Pune', 'Chennai', 'Kolkata'),
    streets: words('MG Road', 'Park Street', 'Nehru Marg'),
    phone: '+9198########',
  },
  {
    country: 'NG',
    given: words('Chidinma', 'Ẹniọlá', 'Tunde', 'Ngozi', 'Emeka', 'Adébáyọ̀'),
    family: words('Okafor', 'Adéyẹmí', 'Balogun', 'Eze', 'Ọlátúnjí', 'Musa'),
    cities: words('Lagos', 'Abuja', 'Ìbàdàn'),
    streets: words('Awolowo Road', 'Broad Street', 'Ring Road'),
    phone: '+234803#######',
  },
  {
    country: 'BR',
    given: words('João', 'Beatriz', 'Antônio', 'Conceição', 'Thiago', 'Inês'),
    family: words('da Silva', 'Gonçalves', 'dos Santos', 'Araújo', 'Brandão', 'Sá e Melo'),
    cities: words('São Paulo', 'Brasília', 'Florianópolis'),
    streets: words('Rua das Acácias', 'Avenida Paulista', 'Rua São João'),
    phone: '+55119********',
  },
  {
    country: 'SE',
    given: words('Åsa', 'Göran', 'Linnéa', 'Björn', 'Elin', 'Märta'),
    family: words('Lindqvist', 'Sjöström', 'Åkesson', 'Öberg', 'Nyström', 'af Klint'),
    cities: words('Uppsala', 'Malmö', 'Örebro'),
    streets: words('Storgatan', 'Kyrkvägen', 'Ängsgatan'),
    phone: '+4670#######',
  },
  {
    country: 'TR',
    given: words('Ayşe', 'İsmail', 'Çağla', 'Oğuz', 'Gülşen', 'Işıl'),
    family: words('Yılmaz', 'Şahin', 'Öztürk', 'Çelik', 'Güneş', 'Doğan'),
    cities: words('İzmir', 'Muğla', 'Eskişehir'),
    streets: words('Atatürk Caddesi', 'Çınar Sokağı', 'Gül Sokağı'),
    phone: '+90532#######',
  },
];

/** Names that several customers bear, two personas among them, so that a name alone never settles who is calling. */
export const namesakes: readonly {
  readonly name: string;
  readonly country: string;
  readonly count: number;
}[] = [
  { name: 'Maria Alvarez', country: 'ES', count: 2 },
  { name: 'Ken Tanaka', country: 'JP', count: 1 },
  { name: 'John Smith', country: 'GB', count: 3 },
  { name: 'John Smith', country: 'US', count: 2 },
  { name: 'Nguyễn Văn An', country: 'VN', count: 3 },
  { name: 'Anna Müller', country: 'DE', count: 3 },
  { name: 'Łukasz Wójcik', country: 'PL', count: 2 },
];
