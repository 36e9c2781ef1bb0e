/**
 * What is known of letters, as Unicode 17.0 has it: ranges of code points in hexadecimal. The database folds by these tables
 * too (migrations/016-search.ts): whoever changes one makes the functions and columns there anew, by a migration.
 */

/** What stands within names and is left out as often as not: apostrophes, hyphens, full stops, the non-joiner. */
export const JOINTS =
  '27 2d-2e 60 b4 b7 2b9 2bb-2bf 384 55a 58a 5be 5f3 1400 1806 1fbd 1fbf 1ffd-1ffe 200c 2010-2015 ' +
  '2018-2019 201b 2027 2032 2212 2e17 2e1a 2e3a-2e3b 2e40 2e5d 301c 3030 30a0 30fb a78b-a78c fe31-fe32 ' +
  'fe58 fe63 ff07 ff0d ff65 10d6e 10ead';

/** What is not seen: directions, soft hyphens, joiners, the Arabic stroke that makes words longer. */
export const INVISIBLE =
  'ad 600-605 61c 640 6dd 70f 890-891 8e2 180e 200b 200d-200f 202a-202e 2060-2064 2066-206f feff ' +
  'fff9-fffb 110bd 110cd 13430-1343f 1bca0-1bca3 1d173-1d17a e0001 e0020-e007f';

/** Marks that people leave out. Vowels of Indic and other scripts are marks too, and stay; so do the voiced kana. */
export const ACCENTS =
  '300-36f 483-489 591-5bd 5bf 5c1-5c2 5c4-5c5 5c7 610-61a 64b-65f 670 6d6-6dc 6df-6e4 6e7-6e8 6ea-6ed ' +
  '711 730-74a 7a6-7b0 897-89f 8ca-8e1 8e3-8ff 951-954 1ab0-1add 1ae0-1aeb 1cd0-1cd2 1cd4-1ce0 1ce2-1ce8 ' +
  '1ced 1cf4 1cf8-1cf9 1dc0-1dff 20d0-20f0 2de0-2dff 302a-302d a66f-a672 a674-a67d a69e-a69f fb1e ' +
  'fe00-fe0f fe20-fe2f 101fd 102e0 10efa-10eff 1133b 1cf00-1cf2d 1cf30-1cf46 1d167-1d169 1d17b-1d182 ' +
  '1d185-1d18b 1d1aa-1d1ad 1d242-1d244 1e08f e0100-e01ef';

/** Scripts that are written without spaces between words: what is looked for may begin at any sign. */
export const UNSPACED =
  '2ea-2eb e01-e3a e40-e5b e81-e82 e84 e86-e8a e8c-ea3 ea5 ea7-ebd ec0-ec4 ec6 ec8-ece ed0-ed9 edc-edf ' +
  '1000-109f 1100-11ff 1780-17dd 17e0-17e9 17f0-17f9 19e0-19ff 2e80-2e99 2e9b-2ef3 2f00-2fd5 3005 3007 ' +
  '3021-3029 302e-302f 3038-303b 3041-3096 309d-309f 30a1-30fa 30fc-30ff 3105-312f 3131-318e 31a0-31bf ' +
  '31f0-321e 3260-327e 32d0-32fe 3300-3357 3400-4dbf 4e00-9fff a960-a97c a9e0-a9fe aa60-aa7f ac00-d7a3 ' +
  'd7b0-d7c6 d7cb-d7fb f900-fa6d fa70-fad9 ff66-ff6f ff71-ff9d ffa0-ffbe ffc2-ffc7 ffca-ffcf ffd2-ffd7 ' +
  'ffda-ffdc 116d0-116e3 16fe2-16fe3 16ff0-16ff6 1aff0-1aff3 1aff5-1affb 1affd-1affe 1b000-1b122 1b132 ' +
  '1b150-1b152 1b155 1b164-1b167 1f200 20000-2a6df 2a700-2b81d 2b820-2cead 2ceb0-2ebe0 2ebf0-2ee5d ' +
  '2f800-2fa1d 30000-3134a 31350-33479';

/** Punctuation, symbols, spaces, control characters. */
export const SEPARATORS =
  '0-2f 3a-40 5b-60 7b-a9 ab-b1 b4 b6-b8 bb bf d7 f7 2b9 2bb-2bf 2c2-2c5 2d2-2df 2e5-2eb 2ed 2ef-2ff 375 ' +
  '37e 384-385 387 3f6 482 55a-55f 589-58a 58d-58f 5be 5c0 5c3 5c6 5f3-5f4 600-60f 61b-61f 66a-66d 6d4 ' +
  '6dd-6de 6e9 6fd-6fe 700-70d 70f 7f6-7f9 7fe-7ff 830-83e 85e 888 890-891 8e2 964-965 970 9f2-9f3 ' +
  '9fa-9fb 9fd a76 af0-af1 b70 bf3-bfa c77 c7f c84 d4f d79 df4 e3f e4f e5a-e5b f01-f17 f1a-f1f f34 f36 ' +
  'f38 f3a-f3d f85 fbe-fc5 fc7-fcc fce-fda 104a-104f 109e-109f 10fb 1360-1368 1390-1399 1400 166d-166e ' +
  '1680 169b-169c 16eb-16ed 1735-1736 17d4-17d6 17d8-17db 1800-180a 180e 1940 1944-1945 19de-19ff ' +
  '1a1e-1a1f 1aa0-1aa6 1aa8-1aad 1b4e-1b4f 1b5a-1b6a 1b74-1b7f 1bfc-1bff 1c3b-1c3f 1c7e-1c7f 1cc0-1cc7 ' +
  '1cd3 1fbd 1fbf-1fc1 1fcd-1fcf 1fdd-1fdf 1fed-1fef 1ffd-1ffe 2000-2064 2066-206f 207a-207e 208a-208e ' +
  '20a0-20c1 2100-2101 2103-2106 2108-2109 2114 2116-2118 211e-2123 2125 2127 2129 212e 213a-213b ' +
  '2140-2144 214a-214d 214f 218a-218b 2190-2429 2440-244a 249c-24e9 2500-2775 2794-2b73 2b76-2bff ' +
  '2ce5-2cea 2cf9-2cfc 2cfe-2cff 2d70 2e00-2e2e 2e30-2e5d 2e80-2e99 2e9b-2ef3 2f00-2fd5 2ff0-3004 ' +
  '3008-3020 3030 3036-3037 303d-303f 309b-309c 30a0 30fb 3190-3191 3196-319f 31c0-31e5 31ef 3200-321e ' +
  '322a-3247 3250 3260-327f 328a-32b0 32c0-33ff 4dc0-4dff a490-a4c6 a4fe-a4ff a60d-a60f a673 a67e ' +
  'a6f2-a6f7 a700-a716 a720-a721 a789-a78c a828-a82b a836-a839 a874-a877 a8ce-a8cf a8f8-a8fa a8fc ' +
  'a92e-a92f a95f a9c1-a9cd a9de-a9df aa5c-aa5f aa77-aa79 aade-aadf aaf0-aaf1 ab5b ab6a-ab6b abeb fb29 ' +
  'fbb2-fbd2 fd3e-fd4f fd90-fd91 fdc8-fdcf fdfc-fdff fe10-fe19 fe30-fe52 fe54-fe66 fe68-fe6b feff ' +
  'ff01-ff0f ff1a-ff20 ff3b-ff40 ff5b-ff65 ffe0-ffe6 ffe8-ffee fff9-fffd 10100-10102 10137-1013f ' +
  '10179-10189 1018c-1018e 10190-1019c 101a0 101d0-101fc 1039f 103d0 1056f 10857 10877-10878 1091f 1093f ' +
  '10a50-10a58 10a7f 10ac8 10af0-10af6 10b39-10b3f 10b99-10b9c 10d6e 10d8e-10d8f 10ead 10ed0-10ed8 ' +
  '10f55-10f59 10f86-10f89 11047-1104d 110bb-110c1 110cd 11140-11143 11174-11175 111c5-111c8 111cd 111db ' +
  '111dd-111df 11238-1123d 112a9 113d4-113d5 113d7-113d8 1144b-1144f 1145a-1145b 1145d 114c6 115c1-115d7 ' +
  '11641-11643 11660-1166c 116b9 1173c-1173f 1183b 11944-11946 119e2 11a3f-11a46 11a9a-11a9c 11a9e-11aa2 ' +
  '11b00-11b09 11be1 11c41-11c45 11c70-11c71 11ef7-11ef8 11f43-11f4f 11fd5-11ff1 11fff 12470-12474 ' +
  '12ff1-12ff2 13430-1343f 16a6e-16a6f 16af5 16b37-16b3f 16b44-16b45 16d6d-16d6f 16e97-16e9a 16fe2 1bc9c ' +
  '1bc9f-1bca3 1cc00-1ccef 1ccfa-1ccfc 1cd00-1ceb3 1ceba-1ced0 1cee0-1cef0 1cf50-1cfc3 1d000-1d0f5 ' +
  '1d100-1d126 1d129-1d164 1d16a-1d16c 1d173-1d17a 1d183-1d184 1d18c-1d1a9 1d1ae-1d1ea 1d200-1d241 1d245 ' +
  '1d300-1d356 1d6c1 1d6db 1d6fb 1d715 1d735 1d74f 1d76f 1d789 1d7a9 1d7c3 1d800-1d9ff 1da37-1da3a ' +
  '1da6d-1da74 1da76-1da83 1da85-1da8b 1e14f 1e2ff 1e5ff 1e95e-1e95f 1ecac 1ecb0 1ed2e 1eef0-1eef1 ' +
  '1f000-1f02b 1f030-1f093 1f0a0-1f0ae 1f0b1-1f0bf 1f0c1-1f0cf 1f0d1-1f0f5 1f10d-1f1ad 1f1e6-1f202 ' +
  '1f210-1f23b 1f240-1f248 1f250-1f251 1f260-1f265 1f300-1f6d8 1f6dc-1f6ec 1f6f0-1f6fc 1f700-1f7d9 ' +
  '1f7e0-1f7eb 1f7f0 1f800-1f80b 1f810-1f847 1f850-1f859 1f860-1f887 1f890-1f8ad 1f8b0-1f8bb 1f8c0-1f8c1 ' +
  '1f8d0-1f8d8 1f900-1fa57 1fa60-1fa6d 1fa70-1fa7c 1fa80-1fa8a 1fa8e-1fac6 1fac8 1facd-1fadc 1fadf-1faea ' +
  '1faef-1faf8 1fb00-1fb92 1fb94-1fbef 1fbfa e0001 e0020-e007f';

/** Capital and small letter of what is written in both: `from:to`, `*` so many in a row, `/` every second one. */
export const CAPITALS =
  '41:61*26 c6:e6 d0:f0 d8:f8 de:fe 110:111 126:127 141:142 14a:14b 152:153 166:167 181:253 182:183*2/2 ' +
  '186:254 187:188 189:256*2 18b:18c 18e:1dd 18f:259 190:25b 191:192 193:260 194:263 196:269 197:268 ' +
  '198:199 19c:26f 19d:272 19f:275 1a2:1a3*2/2 1a6:280 1a7:1a8 1a9:283 1ac:1ad 1ae:288 1b1:28a*2 ' +
  '1b3:1b4*2/2 1b7:292 1b8:1b9 1bc:1bd 1e4:1e5 1f6:195 1f7:1bf 21c:21d 220:19e 222:223*2/2 23a:2c65 ' +
  '23b:23c 23d:19a 23e:2c66 241:242 243:180 244:289 245:28c 246:247*5/2 370:371*2/2 376:377 37f:3f3 ' +
  '391:3b1*17 3a3:3c3*7 3cf:3d7 3d8:3d9*12/2 3f7:3f8 3fa:3fb 3fd:37b*3 402:452*2/2 405:455*2 408:458*4 ' +
  '40f:45f 410:430*9 41a:43a*22 460:461*11/2 478:479*5/2 48a:48b*27/2 4c0:4cf 4c3:4c4*6/2 4d4:4d5 ' +
  '4d8:4d9 4e0:4e1 4e8:4e9 4f6:4f7 4fa:4fb*27/2 531:561*38 10a0:2d00*38 10c7:2d27 10cd:2d2d 13a0:ab70*80 ' +
  '13f0:13f8*6 1c89:1c8a 1c90:10d0*43 1cbd:10fd*3 1e9e:df 1efa:1efb*3/2 2132:214e 2183:2184 2c00:2c30*48 ' +
  '2c60:2c61 2c62:26b 2c63:1d7d 2c64:27d 2c67:2c68*3/2 2c6d:251 2c6e:271 2c6f:250 2c70:252 2c72:2c73 ' +
  '2c75:2c76 2c7e:23f*2 2c80:2c81*50/2 2ceb:2cec*2/2 2cf2:2cf3 a640:a641*23/2 a680:a681*14/2 ' +
  'a722:a723*7/2 a732:a733*31/2 a779:a77a*2/2 a77d:1d79 a77e:a77f*5/2 a78b:a78c a78d:265 a790:a791*2/2 ' +
  'a796:a797*10/2 a7aa:266 a7ab:25c a7ac:261 a7ad:26c a7ae:26a a7b0:29e a7b1:287 a7b2:29d a7b3:ab53 ' +
  'a7b4:a7b5*8/2 a7c4:a794 a7c5:282 a7c6:1d8e a7c7:a7c8*2/2 a7cb:264 a7cc:a7cd*8/2 a7dc:19b a7f5:a7f6 ' +
  '10400:10428*40 104b0:104d8*36 10570:10597*11 1057c:105a3*15 1058c:105b3*7 10594:105bb*2 ' +
  '10c80:10cc0*51 10d50:10d70*22 118a0:118c0*32 16e40:16e60*32 16ea0:16ebb*25 1e900:1e922*34';

/** The zeros of all scripts, each followed by its nine other digits. */
export const ZEROS =
  '660 6f0 7c0 966 9e6 a66 ae6 b66 be6 c66 ce6 d66 de6 e50 ed0 f20 1040 1090 17e0 1810 1946 19d0 1a80 ' +
  '1a90 1b50 1bb0 1c40 1c50 a620 a8d0 a900 a9d0 a9f0 aa50 abf0 104a0 10d30 10d40 11066 110f0 11136 111d0 ' +
  '112f0 11450 114d0 11650 116c0 116d0 116da 11730 118e0 11950 11bf0 11c50 11d50 11da0 11de0 11f50 16130 ' +
  '16a60 16ac0 16b50 16d70 1e140 1e2f0 1e4f0 1e5f1 1e950';
